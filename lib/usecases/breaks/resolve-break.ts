import { AppError } from '#api/app-error.ts'
import type { BreakView } from '#api/codecs/proof.ts'
import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type * as api from '#api/proof.ts'
import { postingsForAdjustment } from '#core/ledger/postings-for-adjustment.ts'
import { isZero, subtract } from '#core/money/money.ts'
import type { NewLedgerTransaction } from '#ports/order-path-store.ts'
import { readConnectingAccount } from '#store/account-connection.ts'
import { writeBreaks } from '#store/breaks.ts'
import { writeAccountChanges } from '#store/order-path-write.ts'
import type { Tx } from '#store/transaction.ts'
import { breakNews } from '#usecases/accounts/conclude-reconciliation.ts'
import type { Context } from '#usecases/context.ts'
import { balanceNews } from '#usecases/orders/account-news.ts'
import { notFound } from '#usecases/require-visible.ts'
import { changeBreak } from './change-break.ts'

const RESOLUTION = {
  'book-adjustment': 'ADJUSTMENT_BOOKED',
  'accept-venue': 'VENUE_ACCEPTED',
} as const

/**
 * Ends a break by a person's decision, with their note. A wrong balance is booked as an adjustment of the manual book,
 * so that our books say what the venue says; anything else is taken as the venue tells it. A clock that is
 * wrong cannot be decided away (NOT_POSSIBLE_NOW). Ending it again changes nothing.
 */
export function resolveBreak(
  ctx: Pick<Context, 'db' | 'effect' | 'clock' | 'dice' | 'actor'>,
  { breakId, act, note }: HandlerInput<typeof api.resolveBreak>,
): Promise<HandlerResult<typeof api.resolveBreak>> {
  const change = { breakId, action: 'break.resolve', data: { act, note } }
  return changeBreak(ctx, change, async (tx, { view, account }) => {
    if (view.state === 'RESOLVED') return view
    requirePossible(view, act)
    const at = ctx.clock.now()
    const adjustment = await adjustmentFor(tx, view, { id: ctx.dice.uuid(), note, at })
    const ended: BreakView = {
      ...view,
      state: 'RESOLVED',
      resolvedAt: at,
      resolution: RESOLUTION[act],
    }
    await writeBreaks(tx, { account, breaks: [{ ...ended, resolvedBy: ctx.actor.id }] })
    await writeAccountChanges(tx, {
      account,
      at,
      ledger: adjustment === null ? [] : [adjustment],
      events: [breakNews(ended), ...(adjustment?.postings.slice(0, 1) ?? []).map(bookNews)],
    })
    return ended
  })
}

function bookNews({ bookId, asset }: NewLedgerTransaction['postings'][number]) {
  return balanceNews(bookId, [asset])
}

function requirePossible(view: BreakView, act: keyof typeof RESOLUTION): void {
  if (view.cause === 'CLOCK_SKEW') {
    throw new AppError('NOT_POSSIBLE_NOW', {
      public: 'The venue’s clock and ours disagree. This ends by itself when they agree again.',
    })
  }
  if (act === 'book-adjustment' && view.cause !== 'WRONG_BALANCE') {
    throw new AppError('NOT_POSSIBLE_NOW', {
      public: 'Only a wrong balance is booked; everything else is accepted or acknowledged.',
    })
  }
  if (view.state === 'SUSPECT') {
    throw new AppError('NOT_POSSIBLE_NOW', {
      public: 'It is only a suspicion yet and is being read again. Decide when it is open.',
    })
  }
}

type Adjustment = {
  readonly id: string
  readonly note: string
  readonly at: BreakView['lastSeenAt']
}

/** What is missing in our books; fills since then have moved both sides alike. */
async function adjustmentFor(
  tx: Tx,
  view: BreakView,
  { id, note, at }: Adjustment,
): Promise<NewLedgerTransaction | null> {
  const { asset, ours, theirs } = view
  if (view.cause !== 'WRONG_BALANCE' || asset === null || ours === null || theirs === null)
    return null
  const amount = subtract(theirs, ours)
  if (isZero(amount)) return null
  const bookId = (await readConnectingAccount(tx, view.accountId))?.manualBookId
  if (!bookId) throw notFound()
  return {
    id,
    kind: 'adjustment',
    reference: view.id,
    note,
    effectiveAt: at,
    postings: postingsForAdjustment({ bookId, asset, amount }),
  }
}
