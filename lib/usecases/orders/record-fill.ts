import { assert } from '#core/assert.ts'
import type { AccountContext } from '#usecases/account-context.ts'
import { type FillNews, type RecordedFill, recordNews } from './record-news.ts'

/**
 * The one door for every fill, whatever told us of it: fill, postings, order, hold, position and events commit
 * together, once per fill key. Safe to repeat in any order; any order ends in the same books.
 */
export async function recordFill(
  ctx: Pick<AccountContext, 'account' | 'orderPath' | 'clock' | 'dice' | 'log'>,
  news: FillNews,
): Promise<RecordedFill> {
  const { fills } = await recordNews(ctx, { orders: [], fills: [news] })
  const [recorded] = fills
  assert(recorded !== undefined, 'one fill told is one fill recorded')
  return recorded
}
