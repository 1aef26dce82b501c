import type { Overview, Totals } from '#api/codecs/report.ts'
import { isInDoubt, isOpen, ORDER_STATES } from '#core/orders/order-state.ts'
import { toIso, type UnixMs } from '#core/time/time.ts'
import { column } from './column.ts'
import { EFFECTIVE_STATE } from './trading-halts.ts'
import type { Tx } from './transaction.ts'

type ClientOverview = Overview['clients'][number]
type AccountOverview = ClientOverview['accounts'][number]

/** A client with its accounts and how many of their orders are open or in doubt; no money yet. */
export type ClientStanding = Pick<ClientOverview, 'clientId' | 'name' | 'stripe' | 'status'> & {
  readonly accounts: readonly AccountStanding[]
}
export type AccountStanding = Pick<
  AccountOverview,
  'accountId' | 'name' | 'venueId' | 'mode' | 'status' | 'tradingState'
> &
  Pick<Totals, 'openOrders' | 'inDoubtOrders'>

/** Every client and account that is not archived, by name. The open orders are counted once, however many accounts. */
export async function readOverview(tx: Tx): Promise<ClientStanding[]> {
  const rows = await tx.query<StandingRow>({
    name: 'read-overview',
    text: `WITH counted AS MATERIALIZED (SELECT account_id, count(*) AS open,
          count(*) FILTER (WHERE state IN (${IN_DOUBT})) AS in_doubt
        FROM "order" WHERE state IN (${OPEN}) GROUP BY account_id)
      SELECT c.id AS client_id, c.name AS client_name, c.stripe, c.status AS client_status, a.id, a.name,
        a.venue_id, a.mode, a.status, ${EFFECTIVE_STATE} AS trading_state, coalesce(o.open, 0)::int AS open_orders,
        coalesce(o.in_doubt, 0)::int AS in_doubt_orders
      FROM client c LEFT JOIN account a ON a.client_id = c.id AND a.status <> 'ARCHIVED'
      LEFT JOIN counted o ON o.account_id = a.id
      WHERE c.status <> 'ARCHIVED' ORDER BY c.name, c.id, a.name, a.id`,
  })
  return clientsOf(rows)
}

/**
 * Every client and account that there was at `at`, by name; name, status and trading state are today's, and
 * how many orders were open then is not kept.
 */
export async function readOverviewAt(tx: Tx, at: UnixMs): Promise<ClientStanding[]> {
  const rows = await tx.query<StandingRow>({
    name: 'read-overview-at',
    text: `SELECT c.id AS client_id, c.name AS client_name, c.stripe, c.status AS client_status, a.id, a.name,
        a.venue_id, a.mode, a.status, a.trading_state, NULL AS open_orders, NULL AS in_doubt_orders
      FROM client c LEFT JOIN account a ON a.client_id = c.id AND a.created_at <= $1
        AND (a.archived_at IS NULL OR a.archived_at > $1)
      WHERE c.created_at <= $1 AND (c.archived_at IS NULL OR c.archived_at > $1)
      ORDER BY c.name, c.id, a.name, a.id`,
    values: [toIso(at)],
  })
  return clientsOf(rows)
}

function clientsOf(rows: readonly StandingRow[]): ClientStanding[] {
  const byClient = Map.groupBy(rows, (row) => row.client_id)
  return [...byClient.values()].map(clientOf)
}

/** In the words of the partial index order_open, which therefore serves it. */
const OPEN = wordsOf(isOpen)
const IN_DOUBT = wordsOf(isInDoubt)

function wordsOf(includes: (state: (typeof ORDER_STATES)[number]) => boolean): string {
  return ORDER_STATES.filter(includes)
    .map((state) => `'${state}'`)
    .join(', ')
}

type StandingRow = {
  readonly client_id: string
  readonly client_name: string
  readonly stripe: number
  readonly client_status: ClientStanding['status']
  readonly open_orders: number | null
  readonly in_doubt_orders: number | null
} & (AccountRow | { readonly id: null })

type AccountRow = {
  readonly id: string
  readonly name: string
  readonly venue_id: string
  readonly mode: AccountStanding['mode']
  readonly status: AccountStanding['status']
  readonly trading_state: AccountStanding['tradingState']
}

function clientOf(rows: readonly StandingRow[]): ClientStanding {
  // A group has at least the row that made it.
  const [client] = rows as [StandingRow]
  return {
    clientId: client.client_id,
    name: client.client_name,
    stripe: client.stripe,
    status: client.client_status,
    accounts: rows.flatMap((row) => (row.id === null ? [] : [accountOf(row)])),
  }
}

function accountOf(row: StandingRow & AccountRow): AccountStanding {
  return {
    accountId: row.id,
    name: row.name,
    venueId: column.venueId(row.venue_id),
    mode: row.mode,
    status: row.status,
    tradingState: row.trading_state,
    openOrders: row.open_orders,
    inDoubtOrders: row.in_doubt_orders,
  }
}
