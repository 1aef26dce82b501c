import { OrderBook, Side } from 'nodejs-order-book'
import { SIDE } from '#core/matching/book-sink.ts'
import { KIND, type MessageMix } from './message-mix.ts'

export type PackageMessage = { readonly cancel: string } | PackageOrder
type PackageOrder = Parameters<OrderBook['limit']>[0]
type TimeInForce = NonNullable<PackageOrder['timeInForce']>

/** The messages in the form nodejs-order-book wants, made beforehand so that making them is not measured. */
export function packageMessages(mix: MessageMix): readonly PackageMessage[] {
  const ids: string[] = new Array(mix.handles).fill('')
  const messages: PackageMessage[] = []
  for (let i = 0; i < mix.count; i++) {
    const handle = mix.handle[i] ?? 0
    if (mix.kinds[i] === KIND.CANCEL) {
      messages.push({ cancel: ids[handle] ?? '' })
      continue
    }
    const id = `o${i}`
    ids[handle] = id
    messages.push({
      id,
      side: mix.sides[i] === SIDE.BUY ? Side.BUY : Side.SELL,
      size: mix.lots[i] ?? 0,
      price: mix.prices[i] ?? 0,
      // Its enum is declared but not exported.
      timeInForce: (mix.kinds[i] === KIND.TAKE ? 'IOC' : 'GTC') as TimeInForce,
    })
  }
  return messages
}

/** Gives a new nodejs-order-book all messages and returns how many orders it reported as done. */
export function drivePackage(messages: readonly PackageMessage[]): number {
  const book = new OrderBook()
  let done = 0
  for (const message of messages) {
    if ('cancel' in message) book.cancel(message.cancel)
    else done += book.limit(message).done.length
  }
  return done
}
