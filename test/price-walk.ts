import { type Bars, makeBars } from '#core/market/bars.ts'

const SEED = 20_261_121
const START_PRICE = 100
const MINUTE_MS = 60_000
const START_AT = Date.UTC(2020, 0, 1)
/** Sizes of the steps between bars, within a bar, and of the wicks; the pull keeps ten million bars in range. */
const GAP = 0.000_1
const MOVE = 0.001
const WICK = 0.000_5
const PULL = 0.000_02
const VOLUME_MAX = 1_000

/** The seeded walk of minute bars on which the published figures of RESEARCH 1 were made: unrounded prices. */
export function priceWalk(length: number): Bars {
  const bars = makeBars(length, MINUTE_MS)
  const random = mulberry(SEED)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  let price = START_PRICE
  for (let i = 0; i < length; i++) {
    const distance = Math.log(price / START_PRICE)
    const open = price * Math.exp(GAP * normal())
    const close = open * Math.exp(MOVE * normal() - PULL * distance)
    bars.openAt[i] = START_AT + i * MINUTE_MS
    bars.open[i] = open
    bars.high[i] = Math.max(open, close) * Math.exp(WICK * Math.abs(normal()))
    bars.low[i] = Math.min(open, close) * Math.exp(-WICK * Math.abs(normal()))
    bars.close[i] = close
    bars.volume[i] = Math.floor(1 + VOLUME_MAX * random())
    price = close
  }
  return bars
}

function mulberry(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
