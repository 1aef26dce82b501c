import type { PositionView } from '#api/codecs/portfolio.ts'
import type { AssetId, VenueId } from '#core/market/instrument.ts'
import type { AssetFee, Position } from '#core/portfolio/position.ts'
import { column } from './column.ts'
import type { Whose } from './is-visible.ts'
import type { Tx } from './transaction.ts'

export type OwnedPosition = {
  readonly accountId: string
  readonly clientId: string
  readonly venueId: VenueId
  readonly quoteAsset: AssetId
  readonly position: Position
  /** Null when flat, or where the first fill is not known. */
  readonly openedBy: PositionView['openedBy']
}

/**
 * Every position ever opened, flat ones with their realised profit too, by client, account and instrument.
 * Those of archived accounts only when the account is named.
 */
export async function readPositions(tx: Tx, whose: Whose): Promise<OwnedPosition[]> {
  const rows = await tx.query<PositionRow>({
    name: 'read-positions',
    text: `SELECT p.book_id, p.instrument_id, p.account_id, p.client_id, a.venue_id, i.quote AS quote_asset,
        p.quantity::text, p.cost::text, p.realized_pnl::text, p.fees_quote::text, p.fees_other, p.cycle,
        p.opened_at, p.last_fill_at, p.last_trade_id, opener.kind AS opener_kind, opener.name AS opener_name
      FROM position p JOIN account a ON a.id = p.account_id JOIN client c ON c.id = p.client_id
        JOIN instrument i ON i.id = p.instrument_id
        LEFT JOIN LATERAL (
          SELECT COALESCE(o.origin_kind, 'external') AS kind, COALESCE(u.name, b.name) AS name FROM fill f
            LEFT JOIN "order" o ON o.id = f.order_id
            LEFT JOIN membership m ON o.origin_kind = 'person' AND m.user_id::text = o.origin_id
            LEFT JOIN "user" u ON u.id = m.user_id
            LEFT JOIN book b ON o.origin_kind = 'bot' AND b.kind = 'BOT' AND b.id = f.book_id
          WHERE f.book_id = p.book_id AND f.instrument_id = p.instrument_id AND f.venue_at = p.opened_at LIMIT 1
        ) opener ON true
      WHERE ($1::uuid IS NULL OR p.client_id = $1) AND ($2::uuid IS NULL OR p.account_id = $2)
        AND (a.status <> 'ARCHIVED' OR $2::uuid IS NOT NULL)
      ORDER BY c.name, a.name, p.instrument_id, p.book_id`,
    values: [whose.clientId ?? null, whose.accountId ?? null],
  })
  return rows.map((row) => ({
    accountId: row.account_id,
    clientId: row.client_id,
    venueId: column.venueId(row.venue_id),
    quoteAsset: column.assetId(row.quote_asset),
    position: positionOf(row),
    openedBy: row.opener_kind === null ? null : { kind: row.opener_kind, name: row.opener_name },
  }))
}

export type PositionRow = {
  readonly book_id: string
  readonly instrument_id: string
  readonly account_id: string
  readonly client_id: string
  readonly venue_id: string
  readonly quote_asset: string
  readonly quantity: string
  readonly cost: string
  readonly realized_pnl: string
  readonly fees_quote: string
  readonly fees_other: Readonly<Record<string, string>>
  readonly cycle: number
  readonly opened_at: Date | null
  readonly last_fill_at: Date | null
  readonly last_trade_id: string | null
  readonly opener_kind: NonNullable<PositionView['openedBy']>['kind'] | null
  readonly opener_name: string | null
}

export function positionOf(
  row: Omit<
    PositionRow,
    'account_id' | 'client_id' | 'venue_id' | 'quote_asset' | 'opener_kind' | 'opener_name'
  >,
): Position {
  return {
    bookId: row.book_id,
    instrumentId: column.instrumentId(row.instrument_id),
    quantity: column.quantity(row.quantity),
    cost: column.amount(row.cost),
    realizedPnl: column.amount(row.realized_pnl),
    feesQuote: column.amount(row.fees_quote),
    feesOther: feesOf(row.fees_other),
    cycle: row.cycle,
    openedAt: column.timeOrNull(row.opened_at),
    lastFillAt: column.timeOrNull(row.last_fill_at),
    lastTradeId: row.last_trade_id,
  }
}

function feesOf(fees: Readonly<Record<string, string>>): AssetFee[] {
  return Object.entries(fees)
    .map(([asset, text]) => ({ asset: column.assetId(asset), amount: column.amount(text) }))
    .sort((a, b) => (a.asset < b.asset ? -1 : 1))
}
