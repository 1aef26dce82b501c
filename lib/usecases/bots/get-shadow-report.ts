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
import { holdBack, playBot } from '#core/bots/play-bot.ts'
import { type Bars, sliceBars } from '#core/market/bars.ts'
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
  const { bot, startedAt, until, strategy, bars, orders } = found
  const assumptions = assumptionsOf(found)
  const result = runBacktest({
    bars,
    strategy: holdBack(strategy, startedAt),
    values: bot.parameters,
    assumptions,
    tick: assumptions.tick,
  })
  const ours = orders.filter(({ createdAt }) => createdAt >= startedAt)
  const rows = shadowOf(
    ours.flatMap((order) => shadowOrder(order, found)),
    { bars, result },
  )
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

function shadowOrder(order: OrderView, found: Found): readonly ShadowOrder[] {
  const [, at, wish] = SIGNAL_ID.exec(order.origin.signalId ?? '') ?? []
  if (at === undefined) return []
  const kind = wish === 'enter' ? 'enter' : 'exit'
  const fills = found.fills.filter(({ orderId }) => orderId === order.id)
  const quantity = toNumber(order.filledQuantity)
  const [first] = fills
  return [
    {
      kind,
      barAt: Number(at),
      placedAt: order.createdAt,
      quantity,
      firstPrice: first === undefined ? Number.NaN : toNumber(first.price),
      price: quantity === 0 ? Number.NaN : toNumber(order.filledQuote) / quantity,
      fees: fills.reduce((sum, fill) => sum + feeOf(fill, found.instrument), 0),
      refusal: order.reasonDetail ?? order.reason,
      isRepeatable: isRepeatable(order, { kind, barAt: Number(at) }, found),
    },
  ]
}

/** In the quote asset. A fee in a third asset is not valued here. */
function feeOf({ feeAsset, feeAmount, price }: Fill, { base, quote }: Instrument): number {
  if (feeAsset === quote) return toNumber(feeAmount)
  return feeAsset === base ? toNumber(feeAmount) * toNumber(price) : 0
}

/** Whether the stored candles, with what was filled before the order, lead to it again. */
function isRepeatable(
  { createdAt }: OrderView,
  { kind, barAt }: Pick<ShadowOrder, 'kind' | 'barAt'>,
  { bot, bars, strategy, instrument, startedAt, fills }: Found,
): boolean {
  const until = bars.openAt.findIndex((openAt) => openAt >= barAt)
  const decision = playBot({
    bars: until === -1 ? bars : sliceBars(bars, 0, until),
    strategy,
    values: bot.parameters,
    tick: toNumber(instrument.priceTick),
    startedAt,
    fills: fills
      .filter(({ venueAt }) => venueAt < createdAt)
      .map((fill) => botFillOf(fill, instrument)),
    flatBelow: toNumber(instrument.quantityMin),
  })
  return decision.kind === 'wish' && decision.wish.kind === kind
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
