import { type Bars, makeBars } from '#core/market/bars.ts'
import { MINUTE_MS } from '#core/time/time.ts'
import { seededRandom } from '../matching/seeded-random.ts'

const SEED = 20_260_101
const FIRST_PRICE = 100
/** Standard deviation of a minute's step, as a part of the price. */
const STEP = 0.001
const WICK = 0.0005
const VOLUME = 50

/** One-minute bars of a seeded walk whose prices are not rounded, so that no two engines meet on a tie. */
export function randomWalk(length: number): Bars {
  const random = seededRandom(SEED)
  const bars = makeBars(length, MINUTE_MS)
  let price = FIRST_PRICE
  for (let i = 0; i < length; i += 1) {
    const open = price
    const close = open * Math.exp(STEP * normal(random))
    bars.openAt[i] = i * MINUTE_MS
    bars.open[i] = open
    bars.high[i] = Math.max(open, close) * (1 + WICK * random())
    bars.low[i] = Math.min(open, close) * (1 - WICK * random())
    bars.close[i] = close
    bars.volume[i] = VOLUME * (1 + random())
    price = close
  }
  return bars
}

/** Box and Muller, 1958. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
