import type { HoldingView } from '#api/codecs/portfolio.ts'
import type { BooksView } from '#api/codecs/proof.ts'
import type { Totals } from '#api/codecs/report.ts'
import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type * as api from '#api/reports.ts'
import {
  type AccountStanding,
  type ClientStanding,
  readOverview,
  readOverviewAt,
} from '#store/read-overview.ts'
import type { OwnedPosition } from '#store/read-positions.ts'
import type { Tx } from '#store/transaction.ts'
import { type Moment, momentOf } from '#usecases/as-of/moment.ts'
import { holdingsAt } from '#usecases/balances/list-balances.ts'
import type { Context } from '#usecases/context.ts'
import { VALUATION_CURRENCY, type Valuer } from '#usecases/valuation/open-valuer.ts'
import { sumValues } from '#usecases/valuation/sum-values.ts'
import { profitOf } from './profit-of.ts'
import { sumTotals } from './sum-totals.ts'

type Overview = HandlerResult<typeof api.getOverview>
type ClientOverview = Overview['clients'][number]
type AccountOverview = ClientOverview['accounts'][number]

/**
 * The firm, its clients and their accounts, read at one moment, now or the one asked for: equity is the sum of
 * holdings at mark, and each level's totals are the sums of the level below.
 */
export function getOverview(
  ctx: Pick<Context, 'db' | 'clock'>,
  { asOf }: HandlerInput<typeof api.getOverview> = {},
): Promise<Overview> {
  return ctx.db.read((tx) => overviewAt(tx, momentOf(tx, ctx.clock, asOf)))
}

/** The same inside a read of something larger. */
export async function overviewAt(tx: Tx, moment: Moment): Promise<Overview> {
  const valuer = await moment.valuer()
  const parts = {
    valuer,
    holdings: groupByAccount(holdingsAt(await moment.holdings({}), valuer)),
    positions: groupByAccount(await moment.positions({})),
    books: groupByAccount(await moment.books({})),
  }
  const standings = await (moment.isNow ? readOverview(tx) : readOverviewAt(tx, moment.at))
  const clients = standings.map((client) => clientOverview(client, parts))
  const totals = sumTotals(clients.map((client) => client.totals))
  return { asOfAt: moment.at, currency: VALUATION_CURRENCY, totals, clients }
}

type Parts = {
  readonly valuer: Valuer
  readonly holdings: ReadonlyMap<string, readonly HoldingView[]>
  readonly positions: ReadonlyMap<string, readonly OwnedPosition[]>
  readonly books: ReadonlyMap<string, readonly BooksView[]>
}

function groupByAccount<Item extends { readonly accountId: string }>(items: readonly Item[]) {
  return Map.groupBy(items, ({ accountId }) => accountId)
}

function clientOverview({ accounts, ...client }: ClientStanding, parts: Parts): ClientOverview {
  const shown = accounts.map((account) => accountOverview(account, parts))
  return { ...client, totals: sumTotals(shown.map(({ totals }) => totals)), accounts: shown }
}

function accountOverview(account: AccountStanding, parts: Parts): AccountOverview {
  const { openOrders, inDoubtOrders, ...shown } = account
  const [books] = parts.books.get(account.accountId) ?? []
  const holdings = parts.holdings.get(account.accountId) ?? []
  const totals: Totals = {
    equity: sumValues(holdings.map(({ value }) => value)),
    ...profitOf(parts.positions.get(account.accountId) ?? [], parts.valuer),
    openOrders,
    inDoubtOrders,
    openBreaks: books?.breaks.length ?? 0,
  }
  return {
    ...shown,
    booksState: books?.state ?? 'UNKNOWN',
    lastProvenAt: books?.lastProvenAt ?? null,
    totals,
  }
}
