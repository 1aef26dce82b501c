import type { InstrumentId } from '#core/market/instrument.ts'
import type { Tx } from './transaction.ts'

/** What the venue calls an instrument; null for one that we do not know. */
export async function findVenueSymbol(tx: Tx, instrumentId: InstrumentId): Promise<string | null> {
  const [row] = await tx.query<{ venue_symbol: string }>({
    name: 'find-venue-symbol',
    text: 'SELECT venue_symbol FROM instrument WHERE id = $1',
    values: [instrumentId],
  })
  return row?.venue_symbol ?? null
}
