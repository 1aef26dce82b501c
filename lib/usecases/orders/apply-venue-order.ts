import { assert } from '#core/assert.ts'
import type { VenueOrder } from '#ports/venue.ts'
import type { AccountContext } from '#usecases/account-context.ts'
import { type AppliedOrder, recordNews } from './record-news.ts'

/**
 * Brings our order to what the venue says of it, however late or often it is said. An order that is not ours is
 * adopted under EXTERNAL. Safe to repeat; never moves money but to release a hold.
 */
export async function applyVenueOrder(
  ctx: Pick<AccountContext, 'account' | 'orderPath' | 'clock' | 'dice' | 'log'>,
  theirs: VenueOrder,
): Promise<AppliedOrder> {
  const { orders } = await recordNews(ctx, { orders: [theirs], fills: [] })
  const [applied] = orders
  assert(applied !== undefined, 'one order told is one order applied')
  return applied
}
