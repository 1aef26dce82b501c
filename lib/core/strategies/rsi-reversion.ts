import { rsi } from '#core/indicators/rsi.ts'
import { guardedEntry, STOP_PERCENT, TARGET_PERCENT } from '#core/strategies/percent-guards.ts'
import { defineStrategy } from '#core/strategies/strategy.ts'
import { barsParameter, DIRECTION } from '#core/strategies/usual-parameters.ts'
import { valueAt } from '#core/strategies/value-at.ts'

const FULL = 100

/** A level of the index; its mirror is what a short looks at. */
function level<const Told extends { label: string; help: string }>(usual: number, told: Told) {
  return { kind: 'real', default: usual, min: 1, max: FULL - 1, step: 1, ...told } as const
}

export const rsiReversion = defineStrategy({
  name: 'rsi-reversion',
  title: 'RSI mean reversion',
  summary:
    'Buys when the relative strength index falls below a level and sells when it has recovered.',
  parameters: {
    length: barsParameter(14, { label: 'Length', help: 'Bars of the index, after Wilder.' }, 2),
    oversold: level(30, {
      label: 'Oversold below',
      help: 'Falling below it buys; for shorts, rising above its mirror at 100 sells.',
    }),
    recovered: level(50, {
      label: 'Recovered above',
      help: 'Rising above it closes; for shorts, falling below its mirror.',
    }),
    direction: DIRECTION,
    stopPercent: STOP_PERCENT,
    targetPercent: TARGET_PERCENT,
  },
  warmUp: ({ length }) => length + 1,
  check: ({ oversold, recovered }) =>
    oversold < recovered
      ? null
      : `oversold must be below recovered, found ${oversold} and ${recovered}`,
  start({ length, oversold, recovered, direction, stopPercent, targetPercent }, { bars }) {
    const index = rsi(length)
    const isShortToo = direction === 'both'
    const low = guardedEntry('oversold', 1, { stopPercent, targetPercent })
    const high = guardedEntry('overbought', -1, { stopPercent, targetPercent })
    let before = Number.NaN
    let now = Number.NaN
    return {
      onBar(i, orders) {
        const close = valueAt(bars.close, i)
        before = now
        now = index.next(close)
        if (orders.position !== 0) {
          if (hasRecovered(now, orders.position, recovered)) orders.close('recovered')
        } else if (before >= oversold && now < oversold) orders.long(low(close))
        else if (isShortToo && before <= FULL - oversold && now > FULL - oversold) {
          orders.short(high(close))
        }
      },
      readings: () => ({ rsi: now }),
    }
  },
})

function hasRecovered(now: number, position: number, recovered: number): boolean {
  return position > 0 ? now > recovered : now < FULL - recovered
}
