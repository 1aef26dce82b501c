import type { AgentSymbol, MinuteCandle } from './agent-port.ts'
import { Dice, streamOf } from './dice.ts'
import { Fundamentals } from './fundamentals.ts'
import { type InstrumentProfile, instrumentProfile } from './instrument-profile.ts'
import { createTickGrid } from './tick-grid.ts'

const MINUTE_MS = 60_000
const SECONDS_PER_MINUTE = 60
/** A year of minutes: more is a mistake, and would not fit in memory kindly. */
export const HISTORY_MINUTES_MAX = 525_600
/** Spread of a minute's volume around what its volatility promises (log deviation). */
const VOLUME_NOISE = 0.45
/** How far buyers outweigh sellers in a minute that rose, and by chance. */
const BUY_SHARE_LEAN = 0.08
const BUY_SHARE_NOISE = 0.07

/** Candles are written out one by one as they are read: all at once they weigh 200 MB. */
export type MadeHistory = {
  /** Oldest first; undefined for a symbol that was not asked to be made. */
  get(symbol: string): Iterable<MinuteCandle> | undefined
}

/**
 * Makes finished one-minute candles, the last one closing at or before `endAt`, by the very process the live
 * market continues. The last close of a symbol is its `endPrices` entry, else its reference price, which is
 * where `createMarket` starts: the chart joins.
 */
export function makeHistory(options: {
  symbols: readonly AgentSymbol[]
  seed: number
  endAt: number
  minutes: number
  endPrices?: Readonly<Record<string, string>>
}): MadeHistory {
  const { symbols, seed, minutes } = options
  if (!Number.isInteger(minutes) || minutes < 0 || minutes > HISTORY_MINUTES_MAX) {
    throw new RangeError(`minutes must be 0 to ${HISTORY_MINUTES_MAX}, found ${minutes}`)
  }
  const firstMinute = Math.floor(options.endAt / MINUTE_MS) - minutes
  const paths = walk(symbols, seed, firstMinute, minutes)
  return {
    get: (name) => {
      const index = symbols.findIndex(({ symbol }) => symbol === name)
      const symbol = symbols[index]
      const path = paths[index]
      if (symbol === undefined || path === undefined) return undefined
      const endPrice = options.endPrices?.[name]
      return writeCandles({ symbol, seed, firstMinute, path, endPrice })
    },
  }
}

/** One symbol's minutes: log prices relative to the path's beginning, and volatility. */
type MinutePath = {
  readonly opens: Float64Array
  readonly highs: Float64Array
  readonly lows: Float64Array
  readonly closes: Float64Array
  readonly volatilities: Float64Array
}

function emptyPath(minutes: number): MinutePath {
  return {
    opens: new Float64Array(minutes),
    highs: new Float64Array(minutes).fill(Number.NEGATIVE_INFINITY),
    lows: new Float64Array(minutes).fill(Number.POSITIVE_INFINITY),
    closes: new Float64Array(minutes),
    volatilities: new Float64Array(minutes),
  }
}

function walk(
  symbols: readonly AgentSymbol[],
  seed: number,
  firstMinute: number,
  minutes: number,
): readonly MinutePath[] {
  const paths = symbols.map(() => emptyPath(minutes))
  const second = firstMinute * SECONDS_PER_MINUTE - 1
  const fundamentals = new Fundamentals({ symbols, seed, second })
  for (let minute = 0; minute < minutes; minute += 1) {
    for (let s = 0; s < SECONDS_PER_MINUTE; s += 1) {
      fundamentals.advance()
      paths.forEach((path, i) => {
        extend(path, minute, fundamentals.logPrices[i] ?? 0)
      })
    }
    paths.forEach((path, i) => {
      path.volatilities[minute] = fundamentals.volatilities[i] ?? 1
    })
  }
  return paths
}

function extend(path: MinutePath, minute: number, logPrice: number): void {
  const isFirst = path.highs[minute] === Number.NEGATIVE_INFINITY
  if (isFirst) path.opens[minute] = logPrice
  if (logPrice > (path.highs[minute] ?? 0)) path.highs[minute] = logPrice
  if (logPrice < (path.lows[minute] ?? 0)) path.lows[minute] = logPrice
  path.closes[minute] = logPrice
}

function* writeCandles(input: {
  symbol: AgentSymbol
  seed: number
  firstMinute: number
  path: MinutePath
  endPrice: string | undefined
}): Iterable<MinuteCandle> {
  const { symbol, path, firstMinute } = input
  const grid = createTickGrid(symbol)
  const profile = instrumentProfile(symbol.base)
  const dice = new Dice(input.seed, streamOf(`${symbol.symbol}/volume`), firstMinute)
  const endLogPrice = Math.log(Number(input.endPrice ?? profile.referencePrice))
  const shift = endLogPrice - (path.closes.at(-1) ?? 0)
  const ticksAt = (logPrices: Float64Array, minute: number): number =>
    grid.toTicks(Math.exp((logPrices[minute] ?? 0) + shift))

  for (let minute = 0; minute < path.closes.length; minute += 1) {
    const open = ticksAt(path.opens, minute)
    const high = ticksAt(path.highs, minute)
    const low = ticksAt(path.lows, minute)
    const close = ticksAt(path.closes, minute)
    const average = Math.round((open + high + low + close) / 4)
    const volatility = path.volatilities[minute] ?? 1
    const volume = drawVolume(dice, profile, volatility, Math.sign(close - open))
    const lots = grid.toLots(volume.money / (average * grid.tick))
    const buyLots = Math.round(lots * volume.buyShare)
    yield {
      openAt: (firstMinute + minute) * MINUTE_MS,
      open: grid.priceText(open),
      high: grid.priceText(high),
      low: grid.priceText(low),
      close: grid.priceText(close),
      volume: grid.quantityText(lots),
      quoteVolume: grid.notionalText(average, lots),
      trades: volume.trades,
      takerBuyVolume: grid.quantityText(buyLots),
      takerBuyQuoteVolume: grid.notionalText(average, buyLots),
    }
  }
}

function drawVolume(
  dice: Dice,
  profile: InstrumentProfile,
  volatility: number,
  direction: number,
): { money: number; trades: number; buyShare: number } {
  const noise = Math.exp(VOLUME_NOISE * dice.gaussian() - VOLUME_NOISE ** 2 / 2)
  const arrivals = profile.takersPerSecond * SECONDS_PER_MINUTE * volatility * noise
  const lean = 0.5 + BUY_SHARE_LEAN * direction + BUY_SHARE_NOISE * dice.gaussian()
  return {
    money: arrivals * profile.takerNotional,
    trades: Math.max(1, Math.round(arrivals)),
    buyShare: Math.min(1, Math.max(0, lean)),
  }
}
