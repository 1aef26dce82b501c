import { expect, test } from 'vitest'
import { createInstrument } from '#test/builders/market.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import type { RecordedDeed } from './replay/recording.ts'
import { replayOnPostgres } from './replay/replay-on-postgres.ts'
import { runSeed } from './run-seed.ts'
import type { AccountState } from './store/account-state.ts'

/** `npm run sim:replay` replays 200. */
const RUNS = Number(process.env['REPLAYED_RUNS'] ?? '5')
const FIRST_SEED = 1

const clone = await openTestDatabase({ connectionsMax: 1 })
await createInstrument(clone.database, 'BTC-USDT')
await createInstrument(clone.database, 'ETH-USDT')

test(`${RUNS} recorded runs, done again on PostgreSQL, find and end the same`, {
  timeout: 1_800_000,
}, async () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
    const run = await record(seed)
    await replayOnPostgres(clone, run)
  }
  expect.hasAssertions()
})

async function record(seed: number) {
  const deeds: RecordedDeed[] = []
  let read: (() => AccountState) | null = null
  let opened: AccountState | null = null
  await runSeed({
    seed,
    onOpen: ({ database, account }) => {
      database.recording = deeds
      read = () => database.account(account.accountId)
      opened = read()
    },
  })
  const ended = (read as (() => AccountState) | null)?.() ?? null
  if (opened === null || ended === null) throw new Error('a run opens its house')
  return { opened, ended, deeds }
}
