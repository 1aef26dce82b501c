import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Value } from '#api/codecs/portfolio.ts'
import type { ReceiptView } from '#api/codecs/receipt.ts'
import type { ReceiptSubject } from '#api/codecs/receipt-subject.ts'
import { recompute } from '#core/ledger/receipt-terms.ts'
import {
  type Amount,
  add,
  asAmount,
  type Decimal,
  type Quantity,
  zeroAmount,
} from '#core/money/money.ts'
import type { UnixMs } from '#core/time/time.ts'
import { openStory, someSteps } from '#test/account-story.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { q } from '#test/builders.ts'
import type { OrderDesk } from '#test/order-desk.ts'
import { listBalances } from '#usecases/balances/list-balances.ts'
import { listFills } from '#usecases/fills/list-fills.ts'
import { listOrders } from '#usecases/orders/list-orders.ts'
import { placeOrder } from '#usecases/orders/place-order.ts'
import { getOverview } from '#usecases/overview/get-overview.ts'
import { listPositions } from '#usecases/positions/list-positions.ts'
import { getStatement } from '#usecases/statements/get-statement.ts'
import { getReceipt } from './get-receipt.ts'

const clone = await openTestDatabase()
const RUNS = 2
const page = { after: null, limit: 200 } as const
type Shown = readonly [subject: ReceiptSubject, shown: Value | Decimal | null]

test('whatever happened, every receipt comes to the number on its page, to the last digit', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(someSteps, async (steps) => {
      const { desk, happen } = await openStory(clone)
      const middle = Math.floor(steps.length / 2)
      let then = desk.clock.now()
      for (const [place, { afterMs, what }] of steps.entries()) {
        await happen(what)
        if (place === middle) then = desk.clock.now()
        desk.clock.advance(afterMs + 1)
      }
      await expectReceipts(desk, undefined)
      await expectReceipts(desk, then)
    }),
    { numRuns: RUNS },
  )
})

async function expectReceipts(desk: OrderDesk, asOf: UnixMs | undefined) {
  const moment = asOf === undefined ? {} : { asOf }
  const ctx = { db: desk.firm.db, clock: desk.clock }
  const numbers = [
    ...(await positionNumbers(ctx, moment)),
    ...(await balanceNumbers(ctx, moment)),
    ...(await overviewNumbers(ctx, moment)),
    ...(asOf === undefined ? await orderNumbers(ctx) : []),
    ...(asOf === undefined ? await statementNumbers(ctx, desk.account.clientId) : []),
  ]
  for (const [subject, shown] of numbers) {
    const receipt = await getReceipt(ctx, { subject, ...moment })
    expect([subject.kind, receipt.result]).toEqual([subject.kind, resultOf(shown, receipt)])
    expect(recompute(receipt.terms)).toBe(amountOf(receipt.result))
    await expectHistory(ctx, receipt)
  }
}

type Ctx = Parameters<typeof getReceipt>[0]
type MomentInput = { readonly asOf?: UnixMs }

function resultOf(shown: Value | Decimal | null, { result }: ReceiptView): Value {
  if (typeof shown === 'bigint') return { kind: 'valued', amount: plain(shown), isStale: false }
  return shown ?? { kind: 'unvalued', reason: result.kind === 'unvalued' ? result.reason : '' }
}

/** A receipt's numbers are told without what they measure. */
function plain(value: Decimal): Amount {
  return asAmount(value as Quantity)
}

function amountOf(result: Value) {
  return result.kind === 'valued' ? result.amount : null
}

/** Walks back page by page: every page ends where the one after it begins, and the first begins at nothing. */
async function expectHistory(ctx: Ctx, { subject, asOfAt, history }: ReceiptView) {
  let shown = history
  while (shown !== null) {
    let running = shown.earlier?.sum ?? zeroAmount
    for (const line of shown.lines) {
      running = add(running, line.change)
      expect(line.running).toBe(running)
    }
    const { earlier } = shown
    if (earlier === null || subject.kind.startsWith('order.')) return
    const before = await getReceipt(ctx, { subject, asOf: asOfAt, before: earlier.before })
    expect(before.history?.lines.at(-1)?.running).toBe(earlier.sum)
    if (earlier.count !== null) {
      const { lines = [], earlier: more } = before.history ?? {}
      expect(lines.length + (more?.count ?? 0)).toBe(earlier.count)
    }
    shown = before.history
  }
}

async function positionNumbers(ctx: Ctx, moment: MomentInput): Promise<Shown[]> {
  const { items } = await listPositions(ctx, moment)
  return items.flatMap(({ bookId, instrumentId, ...shown }) => {
    const of = { bookId, instrumentId }
    return [
      [{ kind: 'position.quantity', ...of }, shown.quantity],
      [{ kind: 'position.cost', ...of }, shown.cost],
      [{ kind: 'position.averagePrice', ...of }, shown.averagePrice],
      [{ kind: 'position.realizedPnl', ...of }, shown.realizedPnl],
      [{ kind: 'position.fees', ...of }, shown.feesQuote],
      [{ kind: 'position.value', ...of }, shown.value],
      [{ kind: 'position.unrealizedPnl', ...of }, shown.unrealizedPnl],
    ] as const
  })
}

async function balanceNumbers(ctx: Ctx, moment: MomentInput): Promise<Shown[]> {
  const { items } = await listBalances(ctx, moment)
  return items.flatMap(({ accountId, asset, ...shown }) => {
    const of = { accountId, asset }
    return [
      [{ kind: 'balance.total', ...of }, shown.total],
      [{ kind: 'balance.available', ...of }, shown.available],
      [{ kind: 'balance.held', ...of }, shown.held],
      [{ kind: 'balance.value', ...of }, shown.value],
    ] as const
  })
}

async function overviewNumbers(ctx: Ctx, moment: MomentInput): Promise<Shown[]> {
  const { totals, clients } = await getOverview(ctx, moment)
  const levels = [
    { scope: { level: 'firm' } as const, totals },
    ...clients.flatMap((client) => [
      { scope: { level: 'client', clientId: client.clientId } as const, totals: client.totals },
      ...client.accounts.map((account) => ({
        scope: { level: 'account', accountId: account.accountId } as const,
        totals: account.totals,
      })),
    ]),
  ]
  return levels.flatMap(
    ({ scope, totals: shown }) =>
      [
        [{ kind: 'overview.equity', scope }, shown.equity],
        [{ kind: 'overview.realizedPnl', scope }, shown.realizedPnl],
        [{ kind: 'overview.unrealizedPnl', scope }, shown.unrealizedPnl],
      ] as const,
  )
}

async function orderNumbers(ctx: Ctx): Promise<Shown[]> {
  const orders = await listOrders(ctx, page)
  const fills = await listFills(ctx, page)
  return [
    ...orders.items.map(
      ({ id, filledQuantity }) => [{ kind: 'order.filled', orderId: id }, filledQuantity] as const,
    ),
    ...fills.items
      .slice(0, 5)
      .map(({ id, quoteQuantity }) => [{ kind: 'fill', fillId: id }, quoteQuantity] as const),
  ]
}

async function statementNumbers(ctx: Ctx, clientId: string): Promise<Shown[]> {
  const { lines } = await getStatement(ctx, { clientId, month: '2026-11' })
  return lines
    .slice(-10)
    .map(({ transactionId, bookId, asset, amount }) => [
      { kind: 'statement.line', transactionId, bookId, asset },
      amount,
    ])
}

test('a fill’s receipt ends at the venue’s own message and the request that placed the order', async () => {
  const { desk, happen } = await openStory(clone)
  await happen({ kind: 'place', isBuy: true })
  const ctx = { db: desk.firm.db, clock: desk.clock }
  const [fill] = (await listFills(ctx, page)).items
  if (fill === undefined) throw new Error('the story has fills')
  const { history } = await getReceipt(ctx, { subject: { kind: 'fill', fillId: fill.id } })
  expect(history?.lines[0]?.venue).toEqual({
    orderId: fill.venueOrderId,
    tradeId: fill.venueTradeId,
    requestId: 'a-request',
    message: { id: fill.venueTradeId },
  })
  expect(history?.lines[0]?.postings.length).toBeGreaterThanOrEqual(4)
})

test('a refusal’s receipt quotes the limit, the value and the distance', async () => {
  const { desk } = await openStory(clone)
  const order = await placeOrder(desk.trader, desk.order({ quantity: q('0.05') }))
  const ctx = { db: desk.firm.db, clock: desk.clock }
  const receipt = await getReceipt(ctx, { subject: { kind: 'order.refusal', orderId: order.id } })
  expect(receipt.title).toBe('DENIED: NOTIONAL_BELOW_MIN')
  expect(receipt.formula).toBe('limit − value')
  expect(receipt.terms.map(({ value }) => value)).toEqual([asAmount(q('10')), asAmount(q('5'))])
  expect(amountOf(receipt.result)).toBe(asAmount(q('5')))
})

test('what another client owns has no receipt for a person of one client', async () => {
  const { desk } = await openStory(clone)
  const other = await openStory(clone)
  const { bookId, accountId, clientId } = desk.account
  const bound = clone.database.scoped({
    organizationId: other.desk.firm.organizationId,
    clientId: other.desk.account.clientId,
  })
  const subjects: readonly ReceiptSubject[] = [
    { kind: 'position.quantity', bookId, instrumentId: desk.instrumentId },
    { kind: 'overview.equity', scope: { level: 'account', accountId } },
    { kind: 'overview.equity', scope: { level: 'client', clientId } },
  ]
  for (const subject of subjects) {
    const asked = getReceipt({ db: bound, clock: desk.clock }, { subject })
    await expect(asked).rejects.toMatchObject({ code: 'NOT_FOUND' })
  }
})
