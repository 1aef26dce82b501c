import type { AssetId } from '#core/market/instrument.ts'
import type { Tx } from './transaction.ts'

/** Makes assets known that no listed instrument has named. Safe to repeat. */
export async function ensureAssets(tx: Tx, assets: readonly AssetId[]): Promise<void> {
  await tx.query({
    name: 'ensure-assets',
    text: 'INSERT INTO asset (id, name) SELECT id, id FROM unnest($1::text[]) AS id ON CONFLICT DO NOTHING',
    values: [[...new Set(assets)].sort()],
  })
}
