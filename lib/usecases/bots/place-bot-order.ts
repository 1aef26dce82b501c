import type { BotView } from '#api/codecs/bot.ts'
import type { Quantity } from '#core/money/money.ts'
import type { Order } from '#core/orders/order.ts'
import { makeJointEffect } from '#usecases/make-effect.ts'
import { placeOrder } from '#usecases/orders/place-order.ts'
import type { BotsContext } from './bots-context.ts'

export type BotOrder = {
  readonly bot: BotView
  /** A sale only ever reduces what is held. */
  readonly side: 'buy' | 'sell'
  readonly quantity: Quantity
  /** Why it is placed: of one bot and reason there is one order, however often it is asked. */
  readonly signalId: string
  readonly note: string | null
}

/** Places a bot's order at the market, through the one way to trade. */
export function placeBotOrder(
  { db, clock, dice, account }: BotsContext,
  { bot, side, quantity, signalId, note }: BotOrder,
): Promise<Order> {
  const actor = { kind: 'system', id: bot.id, role: 'TRADER', clientId: null } as const
  const parts = { db, clock, dice, actor, requestId: dice.uuid() }
  return placeOrder(
    { ...parts, jointEffect: makeJointEffect(parts) },
    {
      accountId: account.accountId,
      bookId: bot.bookId,
      instrumentId: bot.instrumentId,
      side,
      type: 'market',
      quantity,
      quoteAmount: null,
      limitPrice: null,
      stopPrice: null,
      timeInForce: 'GTC',
      postOnly: false,
      reduceOnly: side === 'sell',
      protectsPositionId: null,
      parentOrderId: null,
      origin: { kind: 'bot', id: bot.id, signalId },
      note,
    },
  )
}
