import type { BotView } from '#api/codecs/bot.ts'
import type { BotWish } from '#core/bots/bot-desk.ts'
import { playBot } from '#core/bots/play-bot.ts'
import { timeframeMs } from '#core/market/candle.ts'
import type { Instrument } from '#core/market/instrument.ts'
import { QuantizeError, toLotQuantity } from '#core/market/quantize.ts'
import { asQuantity, formatDecimal, type Quantity, toNumber } from '#core/money/money.ts'
import { closingQuantity } from '#core/risk/closing-quantity.ts'
import { ALL_STRATEGIES } from '#core/strategies/all-strategies.ts'
import { floorTo, SECOND_MS, type UnixMs, unixMsOf } from '#core/time/time.ts'
import { type BotHistory, readBotHistory } from '#store/bot-history.ts'
import { keepLastBar, markBotFailed, readWorkingBots } from '#store/bots.ts'
import { readBotBars } from './bot-bars.ts'
import { botFillOf } from './bot-fill.ts'
import type { BotsContext } from './bots-context.ts'
import { closeBot } from './close-bot.ts'
import { placeBotOrder } from './place-bot-order.ts'

/** The venue's last trades of a bar are waited for so long after its close. */
export const SETTLE_MS = SECOND_MS

/**
 * Lets every running bot of an account decide on the bar that closed last, once, and every stopped one close what it
 * is to close. What a bot wishes goes through place-order under a name that follows from bot, bar and wish: deciding
 * again, after a crash in between, places nothing twice. One bot that cannot go on stops alone.
 */
export async function runBots(ctx: BotsContext): Promise<void> {
  const bots = await ctx.db.read((tx) => readWorkingBots(tx, ctx.account.accountId))
  for (const bot of bots) {
    try {
      await (bot.isClosing ? closeBot(ctx, bot) : runBot(ctx, bot))
    } catch (error) {
      ctx.log.warn({ err: error, botId: bot.id }, 'a bot could not go on and tries again')
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
  const placed = await placeBotOrder(ctx, {
    bot,
    quantity,
    side: wish.kind === 'enter' ? 'buy' : 'sell',
    signalId: signalIdOf(barAt, wish.kind),
    note: wish.signal,
  })
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
