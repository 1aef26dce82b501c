import { AssertionFailure, assert } from '#core/assert.ts'
import { isBelow } from '#core/money/money.ts'
import type { OrderViolation } from '#core/orders/order-state.ts'
import { isLateFill } from '#core/portfolio/apply-fill.ts'
import type { UnixMs } from '#core/time/time.ts'
import type {
  AccountChanges,
  NewFill,
  NewsFacts,
  OrderPathTx,
  OrderRecord,
} from '#ports/order-path-store.ts'
import type { VenueFill, VenueOrder } from '#ports/venue.ts'
import type { AccountContext } from '#usecases/account-context.ts'
import { notFound } from '#usecases/require-visible.ts'
import { balanceNews, orderNews } from './account-news.ts'
import { bookFill } from './book-fill.ts'
import { externalOrderOf } from './external-order.ts'
import { joinChanges } from './join-changes.ts'
import { KnownSoFar } from './known-so-far.ts'
import { moveByVenue } from './move-by-venue.ts'

/** What a venue tells at once. Its orders count before its fills: they name what the fills belong to. */
export type VenueNews = {
  readonly orders: readonly VenueOrder[]
  readonly fills: readonly FillNews[]
}

export type FillNews = {
  readonly fill: VenueFill
  readonly source: NewFill['source']
  /** The venue knows no order behind it: it is booked under EXTERNAL without one. */
  readonly isOrderless?: boolean
}

export type RecordedNews = {
  readonly orders: readonly AppliedOrder[]
  readonly fills: readonly RecordedFill[]
}

export type AppliedOrder = {
  readonly order: OrderRecord
  /** Not placed by us: booked under EXTERNAL. */
  readonly isForeign: boolean
  /** This is the first we hear of a foreign order. */
  readonly isNew: boolean
  /** The venue has filled more of it than we have booked: poll its fills. */
  readonly isMissingFills: boolean
  readonly violations: readonly OrderViolation[]
}

export type RecordedFill =
  | {
      readonly kind: 'recorded'
      readonly fill: NewFill
      /** Not ours: booked under EXTERNAL. */
      readonly isForeign: boolean
      readonly violations: readonly OrderViolation[]
    }
  /** Booked before; nothing moved. */
  | { readonly kind: 'known' }
  /** No order of ours has this venue order id yet: ask the venue for the order first, then tell again. */
  | { readonly kind: 'orderUnknown' }

type Recording = Pick<AccountContext, 'account' | 'orderPath' | 'clock' | 'dice' | 'log'>

/**
 * Books what a venue tells of orders and fills, in one change with whatever other news wait for the account.
 * Safe to repeat, in any order; what is known already changes nothing.
 */
export async function recordNews(ctx: Recording, news: VenueNews): Promise<RecordedNews> {
  const job = { name: 'news', job: news }
  const recorded = await ctx.orderPath.changeTogether<VenueNews, RecordedNews>(
    ctx.account.accountId,
    job,
    (tx, all) => recordAll(ctx, tx, all),
  )
  for (const { order, violations } of recorded.orders) {
    if (violations.length === 0) continue
    const err = new AssertionFailure('what a venue says of an order can follow what it said')
    ctx.log.error({ err, orderId: order.id, violations }, 'a venue order broke an invariant')
  }
  for (const each of recorded.fills) {
    if (each.kind !== 'recorded' || each.violations.length === 0) continue
    const { fill, violations } = each
    const err = new AssertionFailure('a fill fits its order')
    ctx.log.error(
      { err, fillId: fill.id, orderId: fill.orderId, violations },
      'a fill broke an invariant',
    )
  }
  return recorded
}

async function recordAll(
  ctx: Recording,
  tx: OrderPathTx,
  all: readonly VenueNews[],
): Promise<readonly RecordedNews[]> {
  const facts = await tx.readNews({
    orders: all.flatMap(({ orders }) => orders),
    fills: all.flatMap(({ fills }) => fills.map(({ fill }) => fill)),
  })
  if (facts === null) throw notFound()
  const recorder = new Recorder(ctx, tx, facts)
  const recorded: RecordedNews[] = []
  for (const news of all) recorded.push(await recorder.record(news))
  await recorder.write()
  return recorded
}

/** Applies news one after the other, each to what those before it left, and writes it all at the end. */
class Recorder {
  readonly #ctx: Recording
  readonly #tx: OrderPathTx
  readonly #facts: NewsFacts
  readonly #known: KnownSoFar
  readonly #at: UnixMs
  #changes: AccountChanges[] = []

  constructor(ctx: Recording, tx: OrderPathTx, facts: NewsFacts) {
    this.#ctx = ctx
    this.#tx = tx
    this.#facts = facts
    this.#known = new KnownSoFar(facts)
    this.#at = ctx.clock.now()
  }

  async record(news: VenueNews): Promise<RecordedNews> {
    const applied = news.orders.map((theirs) => this.#apply(theirs))
    const fills: RecordedFill[] = []
    for (const each of news.fills) fills.push(await this.#book(each))
    const orders = applied.map(({ theirs, ...rest }) => {
      const order = this.#known.orderOf(theirs)
      assert(order !== null, 'an order that was applied is known')
      const isMissingFills = isBelow(order.filledQuantity, theirs.filledQuantity)
      return { ...rest, order, isMissingFills }
    })
    return { orders, fills }
  }

  async write(): Promise<void> {
    const changes = this.#changes
    this.#changes = []
    if (changes.length > 0) await this.#tx.write(joinChanges(changes))
  }

  #apply(theirs: VenueOrder) {
    const { dice } = this.#ctx
    const { account, externalBookId } = this.#facts
    const at = this.#at
    const ours = this.#known.orderOf(theirs)
    const before = ours ?? externalOrderOf(theirs, this.#facts, { orderId: dice.uuid(), at })
    const moment = { at, transactionId: dice.uuid() }
    const { order, ledger, violations, isChanged } = moveByVenue(before, theirs, moment)
    const isNew = ours === null
    if (isNew || isChanged) {
      this.#known.keepOrder(order)
      this.#changes.push({
        account,
        at,
        ...(isNew ? { newOrders: [order] } : { orders: [order] }),
        venueMessages: new Map([[order.id, theirs.message]]),
        ledger,
        events: [orderNews(order), ...releaseNews(order, ledger.length > 0)],
      })
    }
    return { theirs, isForeign: order.bookId === externalBookId, isNew, violations }
  }

  async #book(news: FillNews): Promise<RecordedFill> {
    const order = this.#known.orderOfFill(news.fill)
    if (this.#known.hasFill(news.fill)) return { kind: 'known' }
    if (order === null && news.isOrderless !== true) return { kind: 'orderUnknown' }
    const { account, externalBookId, instruments } = this.#facts
    const fill = this.#newFillOf(news, order)
    const instrument = instruments.get(fill.instrumentId)
    assert(instrument !== undefined, 'an instrument is known before it is filled')
    const position = this.#known.positionOf(fill.bookId, fill.instrumentId)
    const isLate = position !== null && isLateFill(position, fill)
    const booked = bookFill({
      facts: { account, order, instrument, position },
      fill,
      history: isLate ? await this.#historyOf(fill) : null,
      transactionIds: { fill: this.#ctx.dice.uuid(), release: this.#ctx.dice.uuid() },
      at: this.#at,
    })
    this.#changes.push(booked.changes)
    this.#known.keepFill(fill, booked.position)
    if (booked.order !== null) this.#known.keepOrder(booked.order)
    const isForeign = fill.bookId === externalBookId
    return { kind: 'recorded', fill, isForeign, violations: booked.violations }
  }

  /** History is read from the database: what was booked before this fill must be there. */
  async #historyOf(fill: NewFill) {
    await this.write()
    return this.#tx.readHistory({ ...fill, at: fill.venueAt })
  }

  #newFillOf({ fill, source }: FillNews, order: OrderRecord | null): NewFill {
    return {
      ...fill,
      id: this.#ctx.dice.uuid(),
      accountId: this.#ctx.account.accountId,
      orderId: order?.id ?? null,
      bookId: order?.bookId ?? this.#facts.externalBookId,
      source,
      requestId: order?.requestId ?? null,
      message: fill.message,
    }
  }
}

function releaseNews(order: OrderRecord, isReleased: boolean) {
  return isReleased && order.holdAsset !== null
    ? [balanceNews(order.bookId, [order.holdAsset])]
    : []
}
