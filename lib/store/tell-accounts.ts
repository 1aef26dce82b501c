import type { TradingState } from '#core/risk/check-order.ts'
import { toIso, type UnixMs } from '#core/time/time.ts'
import type { NewAccountEvent } from '#ports/order-path-store.ts'
import { ACCOUNT_EVENT_VERSION } from './account-events.ts'
import { coversAccount, EFFECTIVE_STATE } from './trading-halts.ts'
import type { Tx } from './transaction.ts'

/** An account under a scope, and what it may trade now. */
export type CoveredAccount = { readonly accountId: string; readonly state: TradingState }

/** The living accounts that a kill run covers. */
export async function readCoveredAccounts(
  tx: Tx,
  runId: string,
): Promise<readonly CoveredAccount[]> {
  const rows = await tx.query<{ id: string; state: TradingState }>({
    name: 'read-covered-accounts',
    text: `SELECT a.id, ${EFFECTIVE_STATE} AS state FROM account a JOIN kill_run r ON ${coversAccount('r')}
      WHERE r.id = $1 AND a.status <> 'ARCHIVED' ORDER BY a.id`,
    values: [runId],
  })
  return rows.map(({ id, state }) => ({ accountId: id, state }))
}

export type AccountTold = { readonly accountId: string; readonly event: NewAccountEvent }

/** Tells many accounts one thing each, in one statement. Each event gets the next number of its account. */
export async function tellAccounts(
  tx: Tx,
  { told, at }: { readonly told: readonly AccountTold[]; readonly at: UnixMs },
): Promise<void> {
  tx.send({
    name: 'tell-accounts',
    text: `WITH told AS (SELECT * FROM unnest($1::uuid[], $2::text[], $3::jsonb[]) AS t (id, type, data)),
        owner AS (UPDATE account a SET event_seq = a.event_seq + 1 FROM told WHERE a.id = told.id
          RETURNING a.id, a.organization_id, a.client_id, a.event_seq, told.type, told.data)
      INSERT INTO account_event (account_id, seq, organization_id, client_id, type, at, version, data)
        SELECT id, event_seq, organization_id, client_id, type, $4::timestamptz, ${ACCOUNT_EVENT_VERSION}, data
          FROM owner`,
    values: [
      told.map(({ accountId }) => accountId),
      told.map(({ event }) => event.type),
      told.map(({ event }) => JSON.stringify(event.data)),
      toIso(at),
    ],
  })
}
