import type { VenueId } from '#core/market/instrument.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

export type AccountPulse = {
  readonly accountId: string
  readonly venueId: VenueId
  /** How long ago whoever runs the account last said that they live; null when nobody ever ran it. */
  readonly runnerAgeMs: number | null
  /** For how long its runner has not heard the venue's account stream; null while it hears it. */
  readonly streamLostMs: number | null
}

/** The signs of life of accounts of any organization, by the database's clock. Never shown but by account. */
export async function readAccountPulses(
  tx: Tx,
  accountIds: readonly string[],
): Promise<AccountPulse[]> {
  const rows = await tx.query<{
    account_id: string
    venue_id: string
    runner_age_ms: number | null
    stream_lost_ms: number | null
  }>({
    name: 'read-account-pulses',
    text: 'SELECT * FROM tb_account_pulses($1::uuid[])',
    values: [accountIds],
  })
  return rows.map((row) => ({
    accountId: row.account_id,
    venueId: column.venueId(row.venue_id),
    runnerAgeMs: row.runner_age_ms,
    streamLostMs: row.stream_lost_ms,
  }))
}
