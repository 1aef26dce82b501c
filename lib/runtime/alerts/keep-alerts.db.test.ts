import { afterAll, expect, test, vi } from 'vitest'
import type { AlertMessage } from '#ports/alert-sender.ts'
import { systemClock } from '#runtime/system-clock.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { upsertChannel } from '#store/alert-channels.ts'
import { createClientWithAccount, createFirm } from '#test/builders/firm.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { insertBreak } from '#test/builders/proof.ts'
import { silentLog } from '#test/silent-log.ts'
import { keepAlerts } from './keep-alerts.ts'

const { database } = await openTestDatabase()
const sent: AlertMessage[] = []
const house = {
  database,
  clock: systemClock,
  dice: systemDice,
  log: silentLog,
  publicOrigin: 'https://desk.example',
  vault: { seal: (text: string) => Buffer.from(text), open: String },
  sender: { send: async (_target: unknown, message: AlertMessage) => void sent.push(message) },
}
const keepers = [keepAlerts(house), keepAlerts(house)]
afterAll(() => Promise.all(keepers.map((keeper) => keeper.stop())))

test('a break that opens is told within seconds, once, though two processes look', async () => {
  const firm = await createFirm(database)
  const account = await createClientWithAccount(firm)
  const now = systemClock.now()
  await firm.db.write((tx) =>
    upsertChannel(tx, {
      organizationId: firm.organizationId,
      now,
      channel: {
        id: systemDice.uuid(),
        userId: null,
        owner: 'firm',
        name: 'Hook',
        kind: 'webhook',
        url: 'https://hook.example/',
        topic: null,
        secret: Buffer.from('key'),
        hasSecret: true,
        severityMin: 'page',
        quiet: null,
        timeZone: 'UTC',
        digestMinutes: 0,
        isEnabled: true,
        createdAt: now,
      },
    }),
  )
  await insertBreak(firm, account, { state: 'OPEN', asset: 'BTC', firstSeenAt: now })
  const breaks = () => sent.filter(({ title }) => title === 'The books differ from the venue')
  await vi.waitFor(() => expect(breaks()).toHaveLength(1), { timeout: 20_000, interval: 20 })
  await Promise.all(keepers.map((keeper) => keeper.stop()))
  expect(breaks()).toHaveLength(1)
})
