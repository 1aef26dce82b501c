import { type Bands, bollinger } from '#core/indicators/bollinger.ts'
import { guardedEntry, STOP_PERCENT, TARGET_PERCENT } from '#core/strategies/percent-guards.ts'
import { defineStrategy } from '#core/strategies/strategy.ts'
import { barsParameter, DIRECTION } from '#core/strategies/usual-parameters.ts'
import { valueAt } from '#core/strategies/value-at.ts'

const UNKNOWN: Bands = { middle: Number.NaN, upper: Number.NaN, lower: Number.NaN }

export const bollingerReversion = defineStrategy({
  name: 'bollinger-reversion',
  title: 'Bollinger band reversion',
  summary: 'Buys a close below the lower band and sells when the price is back at the middle.',
  parameters: {
    length: barsParameter(20, { label: 'Length', help: 'Bars of the mean and its deviation.' }, 2),
    deviations: {
      kind: 'real',
      default: 2,
      min: 0.1,
      max: 10,
      step: 0.1,
      label: 'Deviations',
      help: 'How many standard deviations the bands lie from the middle.',
    },
    direction: DIRECTION,
    stopPercent: STOP_PERCENT,
    targetPercent: TARGET_PERCENT,
  },
  warmUp: ({ length }) => length,
  start({ length, deviations, direction, stopPercent, targetPercent }, { bars }) {
    const indicator = bollinger(length, deviations)
    const isShortToo = direction === 'both'
    const low = guardedEntry('below-band', 1, { stopPercent, targetPercent })
    const high = guardedEntry('above-band', -1, { stopPercent, targetPercent })
    let bands = UNKNOWN
    return {
      onBar(i, orders) {
        const close = valueAt(bars.close, i)
        bands = indicator.next(close)
        if (orders.position !== 0) {
          if (isBack(close, orders.position, bands)) orders.close('middle')
        } else if (close < bands.lower) orders.long(low(close))
        else if (isShortToo && close > bands.upper) orders.short(high(close))
      },
      readings: () => ({ middle: bands.middle, upper: bands.upper, lower: bands.lower }),
    }
  },
})

function isBack(close: number, position: number, { middle }: Bands): boolean {
  return position > 0 ? close >= middle : close <= middle
}
