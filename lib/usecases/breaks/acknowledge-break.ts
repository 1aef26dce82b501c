import { AppError } from '#api/app-error.ts'
import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type * as api from '#api/proof.ts'
import { BREAK_CAUSES, type BreakCause } from '#core/ledger/break-cause.ts'
import { acknowledgeBreak as acknowledge } from '#core/ledger/break-life.ts'
import { writeBreaks } from '#store/breaks.ts'
import { writeAccountChanges } from '#store/order-path-write.ts'
import { breakNews } from '#usecases/accounts/conclude-reconciliation.ts'
import type { Context } from '#usecases/context.ts'
import { changeBreak } from './change-break.ts'

/**
 * Says that what happened is known: that ends a break about an event. A difference stays until it is gone or booked
 * (NOT_POSSIBLE_NOW). Acknowledging again changes nothing. NOT_FOUND for what the caller may not see.
 */
export function acknowledgeBreak(
  ctx: Pick<Context, 'db' | 'effect' | 'clock' | 'actor'>,
  { breakId }: HandlerInput<typeof api.acknowledgeBreak>,
): Promise<HandlerResult<typeof api.acknowledgeBreak>> {
  return changeBreak(
    ctx,
    { breakId, action: 'break.acknowledge' },
    async (tx, { view, account }) => {
      if (view.state === 'RESOLVED') return view
      const cause = view.cause as BreakCause // rows are only ever written from the list
      if (BREAK_CAUSES[cause] === 'difference') {
        throw new AppError('NOT_POSSIBLE_NOW', {
          public: 'A difference does not end by being known: book it, or wait until it is gone.',
        })
      }
      const at = ctx.clock.now()
      const ended = {
        ...view,
        ...acknowledge({ ...view, cause }, at),
        acknowledgedAt: at,
        resolution: 'ACKNOWLEDGED',
      }
      await writeBreaks(tx, { account, breaks: [{ ...ended, resolvedBy: ctx.actor.id }] })
      await writeAccountChanges(tx, { account, at, events: [breakNews(ended)] })
      return ended
    },
  )
}
