import { fillCodec } from '#api/codecs/fill.ts'
import { toWireId } from '#api/codecs/id.ts'
import { orderCodec } from '#api/codecs/order.ts'
import type { AssetId } from '#core/market/instrument.ts'
import type { UnixMs } from '#core/time/time.ts'
import type {
  AccountRef,
  NewAccountEvent,
  NewFill,
  OrderRecord,
  PositionRecord,
} from '#ports/order-path-store.ts'

/** What an account's stream says of an order: all of it, so that whoever shows it need not ask. */
export function orderNews(order: OrderRecord): NewAccountEvent {
  return { type: 'order', data: orderCodec.encode(order) }
}

export function fillNews(
  fill: NewFill,
  { clientId }: AccountRef,
  recordedAt: UnixMs,
): NewAccountEvent {
  return { type: 'fill', data: fillCodec.encode({ ...fill, clientId, recordedAt }) }
}

/** Which position moved; what it is worth depends on the mark of who shows it. */
export function positionNews({ bookId, instrumentId }: PositionRecord): NewAccountEvent {
  return { type: 'position', data: { bookId: toWireId('book', bookId), instrumentId } }
}

export function balanceNews(bookId: string, assets: readonly AssetId[]): NewAccountEvent {
  return {
    type: 'balance',
    data: { bookId: toWireId('book', bookId), assets: [...new Set(assets)] },
  }
}
