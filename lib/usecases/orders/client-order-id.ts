import { encodeBase32 } from '#api/codecs/base32.ts'
import { assert } from '#core/assert.ts'
import type { VenueCapabilities } from '#ports/venue.ts'

/** What our orders' names at a venue begin with: tells them from everybody else's. */
const PREFIX = 'tb'

/** The name at the venue of one attempt to send an order: the same for the same attempt, forever. */
export function clientOrderIdFor(
  { orderId, attempt }: { readonly orderId: string; readonly attempt: number },
  { lengthMax, alphabet }: VenueCapabilities['clientOrderId'],
): string {
  const text = `${PREFIX}-${encodeBase32(orderId)}-${attempt}`
  assert(text.length <= lengthMax && alphabet.test(text), 'a venue takes our client order ids')
  return text
}
