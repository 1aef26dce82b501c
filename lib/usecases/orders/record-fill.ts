import type { OrderViolation } from '#core/orders/order-state.ts'
import { isLateFill } from '#core/portfolio/apply-fill.ts'
import type { FillFacts, NewFill } from '#ports/order-path-store.ts'
import type { VenueFill } from '#ports/venue.ts'
import type { AccountContext } from '#usecases/account-context.ts'
import { notFound } from '#usecases/require-visible.ts'
import { bookFill } from './book-fill.ts'

export type FillNews = {
  readonly fill: VenueFill
  readonly source: NewFill['source']
  /** The venue knows no order behind it: it is booked under EXTERNAL without one. */
  readonly isOrderless?: boolean
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

/**
 * The one door for every fill, whatever told us of it: fill, postings, order, hold, position and events commit
 * together, once per fill key. Safe to repeat in any order; any order ends in the same books.
 */
export async function recordFill(
  ctx: Pick<AccountContext, 'account' | 'orderPath' | 'clock' | 'dice' | 'log'>,
  news: FillNews,
): Promise<RecordedFill> {
  const { accountId } = ctx.account
  const recorded = await ctx.orderPath.change<RecordedFill>(accountId, async (tx) => {
    const facts = await tx.readFill({ ...news.fill, accountId })
    if (facts === null) throw notFound()
    if (facts.isKnown) return { kind: 'known' }
    if (facts.order === null && news.isOrderless !== true) return { kind: 'orderUnknown' }
    const fill = newFillOf(ctx, news, facts)
    const isLate = facts.position !== null && isLateFill(facts.position, fill)
    const booked = bookFill({
      facts,
      fill,
      history: isLate ? await tx.readHistory({ ...fill, at: fill.venueAt }) : null,
      transactionIds: { fill: ctx.dice.uuid(), release: ctx.dice.uuid() },
      at: ctx.clock.now(),
    })
    await tx.write(booked.changes)
    const isForeign = fill.bookId === facts.externalBookId
    return { kind: 'recorded', fill, isForeign, violations: booked.violations }
  })
  if (recorded.kind === 'recorded' && recorded.violations.length > 0) {
    const { id, orderId } = recorded.fill
    ctx.log.error(
      { fillId: id, orderId, violations: recorded.violations },
      'a fill broke an invariant',
    )
  }
  return recorded
}

function newFillOf(
  { account, dice }: Pick<AccountContext, 'account' | 'dice'>,
  { fill, source }: FillNews,
  { order, externalBookId }: FillFacts,
): NewFill {
  return {
    ...fill,
    id: dice.uuid(),
    accountId: account.accountId,
    orderId: order?.id ?? null,
    bookId: order?.bookId ?? externalBookId,
    source,
    requestId: order?.requestId ?? null,
    message: fill.message,
  }
}
