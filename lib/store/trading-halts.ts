import type { TradingState } from '#core/risk/check-order.ts'
import { TRADING_STATES_BY_STRICTNESS, type TradingScope } from '#core/risk/trading-scope.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { Tx } from './transaction.ts'

const STRICTNESS = `ARRAY[${TRADING_STATES_BY_STRICTNESS.map((state) => `'${state}'`).join(', ')}]`

/** Whether a scope's row (a halt or a run, under this alias) covers account `a`, as a whole or in one of its books. */
export function coversAccount(alias: string): string {
  return `${alias}.released_at IS NULL
    AND (${alias}.client_id IS NULL OR ${alias}.client_id = a.client_id)
    AND (${alias}.account_id IS NULL OR ${alias}.account_id = a.id)
    AND (${alias}.scope_kind <> 'venue' OR ${alias}.scope_id = a.venue_id)`
}

/**
 * PostgreSQL's log may take a gigabyte between two checkpoints (max_wal_size): with less than that free, it may stop
 * in the middle of anything. New risk is refused before.
 */
export const DISK_FREE_BYTES_MIN = 2 ** 30
const IS_DISK_LOW = `EXISTS (SELECT FROM process_heartbeat WHERE beat_at > tb_now() - interval '1 minute'
  AND (detail ->> 'diskFreeBytes')::float8 < ${DISK_FREE_BYTES_MIN})`

/** What account `a` may trade: the strictest of its own state, every halt that covers all of it, and a full disk. */
export const EFFECTIVE_STATE = `(${STRICTNESS})[greatest(array_position(${STRICTNESS}, a.trading_state),
  (SELECT max(array_position(${STRICTNESS}, h.state)) FROM trading_halt h
    WHERE ${coversAccount('h')} AND h.scope_kind <> 'book'),
  CASE WHEN ${IS_DISK_LOW} THEN array_position(${STRICTNESS}, 'REDUCING') END)]`

/** The halt that decides what account `a` may trade, the house's own included; none where its own state is stricter. */
export const STRICTEST_HALT = `SELECT h.* FROM (
    SELECT h.state, h.reason, h.engaged_at, h.engaged_by FROM trading_halt h
      WHERE ${coversAccount('h')} AND h.scope_kind <> 'book'
    UNION ALL SELECT 'REDUCING', 'DISK_LOW', NULL::timestamptz, NULL::uuid WHERE ${IS_DISK_LOW}) h
  WHERE array_position(${STRICTNESS}, h.state) >= array_position(${STRICTNESS}, a.trading_state)
  ORDER BY array_position(${STRICTNESS}, h.state) DESC, h.engaged_at LIMIT 1`

/** Whether a halt of its book keeps an order from being sent; `isReducing` says so of the order. */
export function isHeldByBook(order: string, isReducing: string): string {
  return `EXISTS (SELECT FROM trading_halt b WHERE b.released_at IS NULL AND b.scope_kind = 'book'
    AND b.scope_id = ${order}.book_id::text AND (b.state = 'HALTED' OR NOT ${isReducing}))`
}

/** The halts of single books among these, as a JSON object of their states. */
export function bookStatesOf(bookIds: string): string {
  return `(SELECT coalesce(jsonb_object_agg(b.scope_id, b.state), '{}') FROM trading_halt b
    WHERE b.released_at IS NULL AND b.scope_kind = 'book' AND b.scope_id = ANY (${bookIds}::uuid[]::text[]))`
}

/** Whose a scope's rows are: null for what is not one client's, or not one account's. */
export type ScopeOwner = {
  readonly organizationId: string
  readonly clientId: string | null
  readonly accountId: string | null
}

export type NewHalt = ScopeOwner & {
  readonly id: string
  readonly scope: TradingScope
  readonly state: Exclude<TradingState, 'ACTIVE'>
  readonly reason: string | null
  readonly at: UnixMs
  readonly personId: string
}

/** Puts a scope into a state. Never loosens one: a halt that is stricter stays as it is. */
export async function engageHalt(tx: Tx, halt: NewHalt): Promise<void> {
  tx.send({
    name: 'engage-halt',
    text: `INSERT INTO trading_halt AS h (id, organization_id, client_id, account_id, scope_kind, scope_id, state,
        reason, engaged_at, engaged_by)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9::float8 / 1000), $10)
      ON CONFLICT (organization_id, scope_kind, scope_id) WHERE released_at IS NULL DO UPDATE SET
        state = excluded.state, reason = excluded.reason, engaged_at = excluded.engaged_at,
        engaged_by = excluded.engaged_by
      WHERE array_position(${STRICTNESS}, excluded.state) > array_position(${STRICTNESS}, h.state)`,
    values: [
      halt.id,
      halt.organizationId,
      halt.clientId,
      halt.accountId,
      halt.scope.kind,
      halt.scope.id,
      halt.state,
      halt.reason,
      halt.at,
      halt.personId,
    ],
  })
}

/** Ends the halt of a scope, if there is one. */
export async function releaseHalt(
  tx: Tx,
  { scope, at, personId }: Pick<NewHalt, 'scope' | 'at' | 'personId'>,
): Promise<void> {
  tx.send({
    name: 'release-halt',
    text: `UPDATE trading_halt SET released_at = to_timestamp($3::float8 / 1000), released_by = $4
      WHERE scope_kind = $1 AND scope_id = $2 AND released_at IS NULL`,
    values: [scope.kind, scope.id, at, personId],
  })
}
