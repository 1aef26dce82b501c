import type { BotView } from '#api/codecs/bot.ts'
import type { BotWish } from '#core/bots/bot-desk.ts'
import { playBot } from '#core/bots/play-bot.ts'
import { timeframeMs } from '#core/market/candle.ts'
import type { Instrument, InstrumentId } from '#core/market/instrument.ts'
import { QuantizeError, toLotQuantity } from '#core/market/quantize.ts'
import { asQuantity, formatDecimal, type Quantity, toNumber } from '#core/money/money.ts'
import type { NewOrder } from '#core/orders/order.ts'
import { closingQuantity } from '#core/risk/closing-quantity.ts'
import { ALL_STRATEGIES } from '#core/strategies/all-strategies.ts'
import { floorTo, SECOND_MS, type UnixMs, unixMsOf } from '#core/time/time.ts'
import { type BotHistory, readBotHistory } from '#store/bot-history.ts'
import { keepLastBar, markBotFailed, readRunningBots } from '#store/bots.ts'
import type { ScopedDatabase } from '#store/database.ts'
import type { AccountContext } from '#usecases/account-context.ts'
import { makeJointEffect } from '#usecases/make-effect.ts'
import { placeOrder } from '#usecases/orders/place-order.ts'
import { readBotBars } from './bot-bars.ts'
import { botFillOf } from './bot-fill.ts'

/** The venue's last trades of a bar are waited for so long after its close. */
export const SETTLE_MS = SECOND_MS

export type BotsContext = Pick<AccountContext, 'account' | 'clock' | 'dice' | 'log'> & {
  readonly db: ScopedDatabase
  /** All that the venue lists. */
  readonly instruments: readonly Instrument[]
  /** Brings the candles of an instrument up to now; false while some are still missing. */
  fetchCandles(instrumentId: InstrumentId): Promise<boolean>
}

/**
 * Lets every running bot of an account decide on the bar that closed last, once. What it wishes goes through
 * place-order under a name that follows from bot, bar and wish: deciding again, after a crash in between, places
 * nothing twice. One bot that cannot go on stops alone.
 */
export async function runBots(ctx: BotsContext): Promise<void> {
  const bots = await ctx.db.read((tx) => readRunningBots(tx, ctx.account.accountId))
  for (const bot of bots) {
    try {
      await runBot(ctx, bot)
    } catch (error) {
      ctx.log.warn(
        { err: error, botId: bot.id },
        'a bot could not look at its market and tries again',
      )
    }
  }
}

async function runBot(ctx: BotsContext, bot: BotView): Promise<void> {
  const { startedAt, timeframe, lastBarAt } = bot
  if (startedAt === null) return
  const settled = unixMsOf(ctx.clock.now() - SETTLE_MS)
  const barAt = floorTo(settled, timeframeMs[timeframe])
  if (barAt <= startedAt || (lastBarAt !== null && barAt <= lastBarAt)) return
  const history = await ctx.db.read((tx) => readBotHistory(tx, { ...bot, botId: bot.id }))
  if (history.isUnderWay || !(await ctx.fetchCandles(bot.instrumentId))) return
  await decide(ctx, { bot, startedAt, barAt, history })
}

type Due = {
  readonly bot: BotView
  readonly startedAt: UnixMs
  readonly barAt: UnixMs
  readonly history: BotHistory
}

async function decide(ctx: BotsContext, { bot, startedAt, barAt, history }: Due): Promise<void> {
  const { db, clock, instruments } = ctx
  const strategy = ALL_STRATEGIES.find(({ name }) => name === bot.strategy)
  const instrument = instruments.find(({ id }) => id === bot.instrumentId)
  const fail = (failure: string) =>
    db.write((tx) => markBotFailed(tx, { botId: bot.id, at: clock.now(), failure }))
  if (strategy === undefined) return fail(`There is no strategy ${bot.strategy} any more.`)
  if (instrument === undefined) return fail(`${bot.instrumentId} is not listed any more.`)
  const values = bot.parameters
  const bars = await db.read((tx) =>
    readBotBars(tx, { bot, strategy, values, startedAt, until: barAt }),
  )
  const decision = playBot({
    bars,
    strategy,
    values,
    startedAt,
    tick: toNumber(instrument.priceTick),
    fills: history.fills.map((fill) => botFillOf(fill, instrument)),
    flatBelow: toNumber(instrument.quantityMin),
  })
  if (decision.kind === 'failed') return fail(decision.failure)
  // A bar in which nothing was traded decides nothing: the last one that did has had its say.
  const hasTraded = bars.openAt.at(-1) === barAt - bars.timeframeMs
  if (decision.kind === 'wish' && (hasTraded || decision.wish.kind === 'exit')) {
    await place(ctx, { bot, instrument, barAt, wish: decision.wish, history })
  }
  await db.write((tx) => keepLastBar(tx, { botId: bot.id, startedAt, barAt }))
}

type Placing = {
  readonly bot: BotView
  readonly instrument: Instrument
  readonly barAt: UnixMs
  readonly wish: BotWish
  readonly history: BotHistory
}

async function place(ctx: BotsContext, placing: Placing): Promise<void> {
  const { bot, barAt, wish } = placing
  const quantity = quantityOf(placing)
  if (quantity === null) return
  const { db, clock, dice, account } = ctx
  const actor = { kind: 'system', id: bot.id, role: 'TRADER', clientId: null } as const
  const parts = { db, clock, dice, actor, requestId: dice.uuid() }
  const order: NewOrder = {
    accountId: account.accountId,
    bookId: bot.bookId,
    instrumentId: bot.instrumentId,
    side: wish.kind === 'enter' ? 'buy' : 'sell',
    type: 'market',
    quantity,
    quoteAmount: null,
    limitPrice: null,
    stopPrice: null,
    timeInForce: 'GTC',
    postOnly: false,
    reduceOnly: wish.kind === 'exit',
    protectsPositionId: null,
    parentOrderId: null,
    origin: { kind: 'bot', id: bot.id, signalId: signalIdOf(barAt, wish.kind) },
    note: wish.signal,
  }
  const placed = await placeOrder({ ...parts, jointEffect: makeJointEffect(parts) }, order)
  ctx.log.info(
    { botId: bot.id, orderId: placed.id, state: placed.state, wish: wish.kind },
    'a bot placed an order',
  )
}

/** `1763750460000-enter`: the same bar and wish make one order. */
function signalIdOf(barAt: UnixMs, kind: BotWish['kind']): string {
  return `${barAt}-${kind}`
}

/** Null for what is too small to be an order. */
function quantityOf({ bot, instrument, wish, history }: Placing): Quantity | null {
  if (wish.kind === 'exit') {
    const { availableBase } = history
    return closingQuantity({ position: asQuantity(availableBase), availableBase }, instrument)
  }
  try {
    return toLotQuantity(formatDecimal(bot.quantity), instrument, 'down')
  } catch (error) {
    if (error instanceof QuantizeError) return null
    throw error
  }
}
