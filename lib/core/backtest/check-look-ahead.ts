import { barLoop } from '#core/backtest/bar-loop.ts'
import { type Backtest, startBacktest } from '#core/backtest/run-backtest.ts'
import { sliceBars } from '#core/market/bars.ts'
import type { Readings } from '#core/strategies/strategy.ts'

/** Signals that are played again at most, spread evenly over those that fired. */
export const SIGNALS_CHECKED_MAX = 400
const EXAMPLES_MAX = 10

export type LookAheadReport = {
  readonly hasBias: boolean
  /** Bars at which anything was asked for. */
  readonly signals: number
  /** How many of them were played again on data that ends there. */
  readonly checked: number
  readonly biasedEntries: number
  readonly biasedExits: number
  /** Names of readings that differ at a checked bar when the future is not there. */
  readonly biasedReadings: readonly string[]
  /** The first bars that differ, for looking at them. */
  readonly examples: readonly LookAheadExample[]
}

export type LookAheadExample = {
  readonly bar: number
  readonly openAt: number
  /** What was asked for with all data, and with data that ends at the bar; null for nothing. */
  readonly withFuture: string | null
  readonly withoutFuture: string | null
  readonly readings: readonly string[]
}

/**
 * Whether a strategy looks at bars that have not closed yet: it is run over all data, then again, for each bar at
 * which it asked for something, on data that ends with that bar. What it asks for and what it has computed there
 * must be the same. Only what fired is checked: a strategy that never trades is not proven clean.
 */
export function checkLookAhead(
  backtest: Backtest,
  checkedMax = SIGNALS_CHECKED_MAX,
): LookAheadReport {
  const fired = signalsOf(backtest)
  const chosen = spread(fired, checkedMax)
  const compared = chosen.map((withFuture) => {
    const withoutFuture = lastMoment(backtest, withFuture.bar)
    const readings = differing(withFuture.readings, withoutFuture.readings)
    return { withFuture, withoutFuture, readings }
  })
  const changed = compared.filter((pair) => pair.withFuture.asked !== pair.withoutFuture.asked)
  const exits = changed.filter((pair) => pair.withFuture.isClosing)
  const different = compared.filter((pair) => changed.includes(pair) || pair.readings.length > 0)
  return {
    hasBias: different.length > 0,
    signals: fired.length,
    checked: chosen.length,
    biasedEntries: changed.length - exits.length,
    biasedExits: exits.length,
    biasedReadings: [...new Set(compared.flatMap(({ readings }) => readings))].sort(),
    examples: different.slice(0, EXAMPLES_MAX).map(({ withFuture, withoutFuture, readings }) => ({
      bar: withFuture.bar,
      openAt: backtest.bars.openAt[withFuture.bar]!,
      withFuture: withFuture.asked,
      withoutFuture: withoutFuture.asked,
      readings,
    })),
  }
}

type Moment = {
  readonly bar: number
  readonly asked: string | null
  readonly isClosing: boolean
  readonly readings: Readings
}

/** Every bar at which something was asked for. */
function signalsOf(backtest: Backtest): Moment[] {
  const terms = startBacktest(backtest)
  const { broker, running } = terms
  const moments: Moment[] = []
  for (let bar = 0; bar < backtest.bars.length; bar++) {
    barLoop(terms, bar, bar + 1)
    const asked = broker.slip.toText()
    if (asked === null) continue
    moments.push({ bar, asked, isClosing: broker.slip.isClosing, readings: running.readings(bar) })
  }
  return moments
}

/** The last moment of a run whose data ends with `bar`. */
function lastMoment({ equity: _column, ...backtest }: Backtest, bar: number): Moment {
  const terms = startBacktest({ ...backtest, bars: sliceBars(backtest.bars, 0, bar + 1) })
  barLoop(terms, 0, bar + 1)
  const { slip } = terms.broker
  return {
    bar,
    asked: slip.toText(),
    isClosing: slip.isClosing,
    readings: terms.running.readings(bar),
  }
}

function differing(one: Readings, other: Readings): string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].filter((name) => !Object.is(one[name], other[name]))
}

/** At most `count` of the items, the first and the last among them, evenly spread. */
function spread<Item>(items: readonly Item[], count: number): Item[] {
  if (items.length <= count) return [...items]
  const step = (items.length - 1) / Math.max(1, count - 1)
  return Array.from({ length: count }, (_, k) => items[Math.round(k * step)]!)
}
