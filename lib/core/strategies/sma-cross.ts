import { fillWindowSums, findMeanCrosses, meanAt, meanCross } from '#core/indicators/mean-cross.ts'
import { guardedEntry, STOP_PERCENT, TARGET_PERCENT } from '#core/strategies/percent-guards.ts'
import { defineStrategy } from '#core/strategies/strategy.ts'
import { barsParameter, DIRECTION } from '#core/strategies/usual-parameters.ts'
import { valueAt } from '#core/strategies/value-at.ts'

export const smaCross = defineStrategy({
  name: 'sma-cross',
  title: 'Moving average cross',
  summary:
    'Buys when the fast average of closes crosses above the slow one and sells when it crosses below.',
  parameters: {
    fast: barsParameter(10, {
      label: 'Fast average',
      help: 'Bars in the average that follows the price closely.',
    }),
    slow: barsParameter(30, {
      label: 'Slow average',
      help: 'Bars in the average that follows the price from afar.',
    }),
    direction: DIRECTION,
    stopPercent: STOP_PERCENT,
    targetPercent: TARGET_PERCENT,
  },
  warmUp: ({ slow }) => slow,
  check: ({ fast, slow }) =>
    fast < slow ? null : `fast must be below slow, found ${fast} and ${slow}`,
  start({ fast, slow, direction, stopPercent, targetPercent }, { bars, tick }) {
    const crossAt = meanCross(bars, tick, { fast, slow })
    const isShortToo = direction === 'both'
    const up = guardedEntry('cross-up', 1, { stopPercent, targetPercent })
    const down = guardedEntry('cross-down', -1, { stopPercent, targetPercent })
    return {
      onBar(i, orders) {
        const crossed = crossAt(i)
        if (crossed === 0) return
        const price = valueAt(bars.close, i)
        if (crossed > 0) orders.long(up(price))
        else if (isShortToo) orders.short(down(price))
        else orders.close('cross-down')
      },
      readings: (i) => ({ fast: meanAt(bars, fast, i), slow: meanAt(bars, slow, i) }),
    }
  },
  crossings({ fast, slow, direction, stopPercent, targetPercent }) {
    if (direction !== 'long' || stopPercent !== 0 || targetPercent !== 0) return null
    return {
      columns: [String(fast), String(slow)],
      fillColumn: (key, { bars, tick }, into) => fillWindowSums(bars, tick, Number(key), into),
      find: ([fastSums, slowSums], into) =>
        fastSums && slowSums ? findMeanCrosses(fastSums, slowSums, { fast, slow }, into) : 0,
    }
  },
})
