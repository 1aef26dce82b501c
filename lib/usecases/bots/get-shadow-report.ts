import type { BotView, ShadowReportView, ShadowTradeView } from '#api/codecs/bot.ts'
import type { OrderView } from '#api/codecs/order.ts'
import { assert } from '#core/assert.ts'
import { type Assumptions, DEFAULT_ASSUMPTIONS } from '#core/backtest/assumptions.ts'
import { runBacktest } from '#core/backtest/run-backtest.ts'
import {
  SHADOW_CAUSES,
  type ShadowOrder,
  type ShadowRow,
  type ShadowTrade,
  shadowOf,
} from '#core/backtest/shadow.ts'
import type { BotWish } from '#core/bots/bot-desk.ts'
import { holdBack, playWishes } from '#core/bots/play-bot.ts'
import { type Bars, closeTimeOf } from '#core/market/bars.ts'
import type { Instrument } from '#core/market/instrument.ts'
import { parseInstrumentId } from '#core/market/instrument.ts'
import { toNumber } from '#core/money/money.ts'
import type { Fill } from '#core/orders/fill.ts'
import type { Strategy } from '#core/strategies/strategy.ts'
import { type UnixMs, unixMsOf } from '#core/time/time.ts'
import { readBotHistory } from '#store/bot-history.ts'
import { readBot } from '#store/bots.ts'
import { readInstruments } from '#store/read-instruments.ts'
import type { Context } from '#usecases/context.ts'
import { notFound } from '#usecases/require-visible.ts'
import { strategyOf } from '#usecases/research/asked-terms.ts'
import { readBotBars } from './bot-bars.ts'
import { botFillOf } from './bot-fill.ts'

/**
 * What a bot did since its start beside what a backtest of the same bars, parameters and rules would have done,
 * trade by trade, each difference with its cause.
 */
export async function getShadowReport(
  ctx: Pick<Context, 'db'>,
  { botId }: { readonly botId: string },
): Promise<ShadowReportView> {
  const found = await ctx.db.read(async (tx) => {
    const bot = await readBot(tx, botId)
    if (bot === null) throw notFound()
    const { startedAt, lastBarAt: until } = bot
    if (startedAt === null || until === null) return null
    const strategy = strategyOf(bot.strategy)
    const { venueId } = parseInstrumentId(bot.instrumentId)
    const listed = await readInstruments(tx, { venueId })
    const instrument = listed.find(({ id }) => id === bot.instrumentId)
    assert(instrument !== undefined, 'a bot trades an instrument that there is')
    const values = bot.parameters
    const bars = await readBotBars(tx, { bot, strategy, values, startedAt, until })
    const history = await readBotHistory(tx, { ...bot, botId })
    return { bot, startedAt, until, strategy, instrument, bars, ...history }
  })
  return found === null ? NOTHING_YET : report(found)
}

const NOTHING_YET: ShadowReportView = {
  bars: 0,
  fromAt: null,
  toAt: null,
  trades: [],
  causes: [],
  assumptions: [],
}

type Found = {
  readonly bot: BotView
  readonly startedAt: UnixMs
  readonly until: UnixMs
  readonly strategy: Strategy
  readonly instrument: Instrument
  readonly bars: Bars
  readonly orders: readonly OrderView[]
  readonly fills: readonly Fill[]
}

function report(found: Found): ShadowReportView {
  const { bot, startedAt, until, strategy, bars } = found
  const assumptions = assumptionsOf(found)
  const result = runBacktest({
    bars,
    strategy: holdBack(strategy, startedAt),
    values: bot.parameters,
    assumptions,
    tick: assumptions.tick,
  })
  const rows = shadowOf(shadowOrders(found), { bars, result })
  return {
    bars: bars.openAt.filter((openAt) => openAt + bars.timeframeMs > startedAt).length,
    fromAt: startedAt,
    toAt: until,
    trades: rows.map(({ bot: live, backtest, differences }) => ({
      bot: live && viewOf(live),
      backtest: backtest && viewOf(backtest),
      differences: differences.map((each) => ({ ...each, cost: finiteOrNull(each.cost) })),
    })),
    causes: sumCauses(rows),
    assumptions: [
      `Entries of ${assumptions.sizing.kind === 'units' ? assumptions.sizing.units : ''} at the next open`,
      `Fees of ${assumptions.feeBps} basis points on each side`,
      'No slippage: what the book cost is the bot’s difference',
    ],
  }
}

/** The rules of the market are today's; the fee is what the desk assumes of a taker. */
function assumptionsOf({ bot, instrument }: Found): Assumptions {
  return {
    ...DEFAULT_ASSUMPTIONS,
    cash: toNumber(bot.cash),
    sizing: { kind: 'units', units: toNumber(bot.quantity) },
    tick: toNumber(instrument.priceTick),
    lot: toNumber(instrument.quantityLot),
    quantityMin: toNumber(instrument.quantityMin),
    notionalMin: toNumber(instrument.notionalMin),
    atEnd: 'mark',
  }
}

const SIGNAL_ID = /^(\d+)-(enter|exit)$/

/** Which bar an order was decided on, and why; null for one that no decision of the bot made. */
function signalOf({ origin }: OrderView): Pick<ShadowOrder, 'kind' | 'barAt'> | null {
  const [, at, wish] = SIGNAL_ID.exec(origin.signalId ?? '') ?? []
  return at === undefined ? null : { barAt: Number(at), kind: wish === 'enter' ? 'enter' : 'exit' }
}

function shadowOrders(found: Found): readonly ShadowOrder[] {
  const again = wishesAgain(found)
  return found.orders.flatMap((order) => {
    const signal = signalOf(order)
    if (signal === null || order.createdAt < found.startedAt) return []
    const fills = found.fills.filter(({ orderId }) => orderId === order.id)
    const quantity = toNumber(order.filledQuantity)
    const [first] = fills
    return [
      {
        ...signal,
        placedAt: order.createdAt,
        quantity,
        firstPrice: first === undefined ? Number.NaN : toNumber(first.price),
        price: quantity === 0 ? Number.NaN : toNumber(order.filledQuote) / quantity,
        fees: fills.reduce((sum, fill) => sum + feeOf(fill, found.instrument), 0),
        refusal: order.reasonDetail ?? order.reason,
        isRepeatable: again.get(signal.barAt)?.kind === signal.kind,
      },
    ]
  })
}

/** In the quote asset. A fee in a third asset is not valued here. */
function feeOf({ feeAsset, feeAmount, price }: Fill, { base, quote }: Instrument): number {
  if (feeAsset === quote) return toNumber(feeAmount)
  return feeAsset === base ? toNumber(feeAmount) * toNumber(price) : 0
}

/** What the stored candles, with the fills that the bot knew of, lead to at the close of each bar. */
function wishesAgain(found: Found): ReadonlyMap<number, BotWish | null> {
  const { bot, bars, strategy, instrument, startedAt, orders, fills } = found
  const decidedAt = new Map(orders.map((order) => [signalOf(order)?.barAt, order.createdAt]))
  const play = {
    bars,
    strategy,
    values: bot.parameters,
    tick: toNumber(instrument.priceTick),
    startedAt,
    fills: fills.map((fill) => botFillOf(fill, instrument)),
    flatBelow: toNumber(instrument.quantityMin),
  }
  const { wishes } = playWishes(play, (closeAt) => (decidedAt.get(closeAt) ?? closeAt + 1) - 1)
  return new Map(wishes.map((wish, i) => [closeTimeOf(bars, i), wish]))
}

function viewOf(trade: ShadowTrade): ShadowTradeView {
  const { entryAt, exitAt, entryPrice, exitPrice, quantity, exitReason } = trade
  return {
    entryAt: unixMsOf(entryAt),
    exitAt: exitAt === null ? null : unixMsOf(exitAt),
    entryPrice,
    exitPrice,
    quantity,
    exitReason,
  }
}

function sumCauses(rows: readonly ShadowRow[]): ShadowReportView['causes'] {
  const all = rows.flatMap(({ differences }) => differences)
  return SHADOW_CAUSES.flatMap((cause) => {
    const own = all.filter((difference) => difference.cause === cause)
    const cost = own.reduce((sum, each) => sum + (finiteOrNull(each.cost) ?? 0), 0)
    return own.length === 0 ? [] : [{ cause, count: own.length, cost }]
  })
}

function finiteOrNull(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null
}
