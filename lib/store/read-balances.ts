import type { HoldingView } from '#api/codecs/portfolio.ts'
import type { Holding } from '#core/ledger/holdings.ts'
import type { VenueId } from '#core/market/instrument.ts'
import { add } from '#core/money/money.ts'
import { column } from './column.ts'
import type { Whose } from './is-visible.ts'
import type { Tx } from './transaction.ts'

export type OwnedHolding = Holding & {
  readonly accountId: string
  readonly clientId: string
  readonly venueId: VenueId
  readonly bookKind: HoldingView['books'][number]['kind']
}

/**
 * What every book owns of every asset it ever had, by client, account, asset and book. Those of archived
 * accounts only when the account is named or they are asked for.
 */
export async function readBalances(
  tx: Tx,
  whose: Whose & { readonly withArchived?: boolean },
): Promise<OwnedHolding[]> {
  const rows = await tx.query<BalanceRow>({
    name: 'read-balances',
    text: `SELECT b.account_id, b.client_id, a.venue_id, b.book_id, k.kind AS book_kind, b.asset,
        coalesce(sum(b.amount) FILTER (WHERE b.kind = 'available'), 0)::text AS available,
        coalesce(sum(b.amount) FILTER (WHERE b.kind = 'held'), 0)::text AS held
      FROM ledger_balance b JOIN book k ON k.id = b.book_id JOIN account a ON a.id = b.account_id
        JOIN client c ON c.id = b.client_id
      WHERE b.kind IN ('available', 'held') AND ($1::uuid IS NULL OR b.client_id = $1)
        AND ($2::uuid IS NULL OR b.account_id = $2) AND (a.status <> 'ARCHIVED' OR $3)
      GROUP BY b.account_id, b.client_id, a.venue_id, b.book_id, k.kind, k.created_at, b.asset, c.name, a.name
      ORDER BY c.name, a.name, b.account_id, b.asset, k.created_at, b.book_id`,
    values: [
      whose.clientId ?? null,
      whose.accountId ?? null,
      whose.withArchived ?? whose.accountId !== undefined,
    ],
  })
  return rows.map(ownedHoldingOf)
}

export function ownedHoldingOf(row: BalanceRow): OwnedHolding {
  const available = column.amount(row.available)
  const held = column.amount(row.held)
  return {
    accountId: row.account_id,
    clientId: row.client_id,
    venueId: column.venueId(row.venue_id),
    bookId: row.book_id,
    bookKind: row.book_kind,
    asset: column.assetId(row.asset),
    available,
    held,
    total: add(available, held),
  }
}

export type BalanceRow = {
  readonly account_id: string
  readonly client_id: string
  readonly venue_id: string
  readonly book_id: string
  readonly book_kind: OwnedHolding['bookKind']
  readonly asset: string
  readonly available: string
  readonly held: string
}
