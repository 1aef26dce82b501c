import { type Extremes, movingExtremes } from '#core/indicators/moving-extremes.ts'
import { guardedEntry, STOP_PERCENT, TARGET_PERCENT } from '#core/strategies/percent-guards.ts'
import { defineStrategy } from '#core/strategies/strategy.ts'
import { barsParameter, DIRECTION } from '#core/strategies/usual-parameters.ts'
import { valueAt } from '#core/strategies/value-at.ts'

export const donchianBreakout = defineStrategy({
  name: 'donchian-breakout',
  title: 'Donchian breakout',
  summary:
    'Buys a close above the highest high of the bars before and sells a close below the lowest low of fewer bars.',
  parameters: {
    entryBars: barsParameter(20, {
      label: 'Entry channel',
      help: 'Bars whose highest high a close must exceed to buy.',
    }),
    exitBars: barsParameter(10, {
      label: 'Exit channel',
      help: 'Bars whose lowest low a close must undercut to sell.',
    }),
    direction: DIRECTION,
    stopPercent: STOP_PERCENT,
    targetPercent: TARGET_PERCENT,
  },
  warmUp: ({ entryBars, exitBars }) => Math.max(entryBars, exitBars),
  start({ entryBars, exitBars, direction, stopPercent, targetPercent }, { bars }) {
    const entryChannel = movingExtremes(entryBars)
    const exitChannel = movingExtremes(exitBars)
    const isShortToo = direction === 'both'
    const up = guardedEntry('breakout-up', 1, { stopPercent, targetPercent })
    const down = guardedEntry('breakout-down', -1, { stopPercent, targetPercent })
    const unknown = { highest: Number.NaN, lowest: Number.NaN }
    let entry = unknown
    let exit = unknown
    return {
      onBar(i, orders) {
        const close = valueAt(bars.close, i)
        const move = moveOf(close, orders.position, entry, exit)
        if (move === 'up') orders.long(up(close))
        else if (move === 'down' && isShortToo) orders.short(down(close))
        else if (move !== null && orders.position !== 0) orders.close('channel-exit')
        const range = { high: valueAt(bars.high, i), low: valueAt(bars.low, i) }
        entry = entryChannel.next(range)
        exit = exitChannel.next(range)
      },
      readings: () => ({
        entryHigh: entry.highest,
        entryLow: entry.lowest,
        exitHigh: exit.highest,
        exitLow: exit.lowest,
      }),
    }
  },
})

/** Out of the entry channel against what is held, or out of the exit channel. */
function moveOf(close: number, position: number, entry: Extremes, exit: Extremes) {
  if (position <= 0 && close > entry.highest) return 'up'
  if (position >= 0 && close < entry.lowest) return 'down'
  const isOver = position > 0 ? close < exit.lowest : close > exit.highest
  return isOver ? 'over' : null
}
