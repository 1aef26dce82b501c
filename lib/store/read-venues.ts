import type { VenueListing } from '#api/codecs/market.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

/** Every venue, by name. */
export async function readVenues(tx: Tx): Promise<Omit<VenueListing, 'capabilities'>[]> {
  const rows = await tx.query<VenueRow>({
    name: 'read-venues',
    text: `SELECT id, name, kind, certification, certified_at, market_label, market_label_on
      FROM venue ORDER BY name, id`,
  })
  return rows.map((row) => ({
    id: column.venueId(row.id),
    name: row.name,
    kind: row.kind,
    certification: row.certification,
    certifiedAt: column.timeOrNull(row.certified_at),
    marketLabel:
      row.market_label === null
        ? null
        : {
            text: row.market_label,
            instrumentIds: row.market_label_on.map(column.instrumentId),
          },
  }))
}

type VenueRow = {
  readonly id: string
  readonly name: string
  readonly kind: VenueListing['kind']
  readonly certification: VenueListing['certification']
  readonly certified_at: Date | null
  readonly market_label: string | null
  readonly market_label_on: readonly string[]
}
