import type { Bars } from '#core/market/bars.ts'
import type { Direction, Pattern } from '#core/patterns/pattern.ts'
import { PatternDetectors } from '#core/patterns/pattern-detectors.ts'
import { PATTERN_SETTINGS } from '#core/patterns/pattern-settings.ts'
import type { Entry } from '#core/strategies/orders.ts'
import { defineStrategy } from '#core/strategies/strategy.ts'
import { barsParameter, DIRECTION } from '#core/strategies/usual-parameters.ts'
import { valueAt } from '#core/strategies/value-at.ts'

const SWING_LENGTH_MAX = 50
const REASONS_MAX = 3

export const fvgRetest = defineStrategy({
  name: 'fvg-retest',
  title: 'Fair value gap retest',
  summary:
    'Enters when the price comes back to a fair value gap and closes outside it, where other patterns agree.',
  parameters: {
    swingLength: {
      kind: 'whole',
      default: 5,
      min: 1,
      max: SWING_LENGTH_MAX,
      step: 1,
      label: 'Swing length',
      help: 'Bars on both sides that make a high or a low a swing.',
    },
    confluence: {
      kind: 'whole',
      default: 1,
      min: 0,
      max: REASONS_MAX,
      step: 1,
      label: 'Confluence',
      help: 'How many must agree with the gap: the structure, an order block, a liquidity sweep.',
    },
    recentBars: barsParameter(50, {
      label: 'Recent',
      help: 'Bars for which an order block or a sweep counts.',
    }),
    targetR: {
      kind: 'real',
      default: 2,
      min: 0.1,
      max: 20,
      step: 0.1,
      label: 'Target, R',
      help: 'Profit at which to leave, in units of what the stop risks.',
    },
    direction: { ...DIRECTION, default: 'both' },
  },
  warmUp: ({ swingLength }) => 2 * swingLength + 1,
  start({ swingLength, confluence, recentBars, targetR, direction }, { bars }) {
    const detectors = new PatternDetectors(bars.timeframeMs, { ...PATTERN_SETTINGS, swingLength })
    const context = new Context(recentBars)
    const isAllowed = (gap: Direction) => gap > 0 || direction === 'both'
    return {
      onBar(i, orders) {
        const bar = barAt(bars, i)
        const changed = tell(detectors, bar)
        for (const pattern of changed) context.note(pattern, bar.closedAt, i)
        const isFree = orders.position === 0 && !orders.isEntering
        const gap = changed.find((pattern) => isFree && isRetested(pattern, bar))
        if (gap === undefined || !isAllowed(gap.direction)) return
        const reasons = context.reasonsFor(gap.direction, i)
        if (reasons.length < confluence) return
        const entry = entryOn(gap, bar.close, targetR, reasons)
        if (gap.direction > 0) orders.long(entry)
        else orders.short(entry)
      },
      readings: (i) => ({
        up: context.reasonsFor(1, i).length,
        down: context.reasonsFor(-1, i).length,
      }),
    }
  },
})

/** What else there is: the last break of structure, and the last block and sweep of each direction. */
class Context {
  private readonly recentBars: number
  private trend = 0
  private readonly lastBlock = { 1: Number.NEGATIVE_INFINITY, [-1]: Number.NEGATIVE_INFINITY }
  private readonly lastSweep = { 1: Number.NEGATIVE_INFINITY, [-1]: Number.NEGATIVE_INFINITY }

  constructor(recentBars: number) {
    this.recentBars = recentBars
  }

  /** Takes a pattern that the bar closed at `closedAt` has changed; only what it confirmed counts. */
  note({ kind, direction, confirmedAt }: Pattern, closedAt: number, i: number): void {
    if (confirmedAt !== closedAt) return
    if (kind === 'bos' || kind === 'choch') this.trend = direction
    if (kind === 'order-block') this.lastBlock[direction] = i
    if (kind === 'liquidity-sweep') this.lastSweep[direction] = i
  }

  reasonsFor(direction: Direction, i: number): string[] {
    return [
      ...(this.trend === direction ? ['structure'] : []),
      ...(i - this.lastBlock[direction] <= this.recentBars ? ['block'] : []),
      ...(i - this.lastSweep[direction] <= this.recentBars ? ['sweep'] : []),
    ]
  }
}

type ClosedBar = ReturnType<typeof barAt>

function barAt({ openAt, open, high, low, close, timeframeMs }: Bars, i: number) {
  return {
    openAt: valueAt(openAt, i),
    closedAt: valueAt(openAt, i) + timeframeMs,
    open: valueAt(open, i),
    high: valueAt(high, i),
    low: valueAt(low, i),
    close: valueAt(close, i),
  }
}

/** The patterns that a bar confirms or changes. */
function tell(
  detectors: PatternDetectors,
  { openAt, open, high, low, close }: ClosedBar,
): Pattern[] {
  detectors.next(openAt, open, high, low, close)
  const { rows } = detectors
  return Array.from({ length: rows.changed.length }, (_, k) => rows.at(rows.changed.at(k)))
}

/** A gap touched for the first time by a bar that closed on the side which the gap expects. */
function isRetested(pattern: Pattern, { close, closedAt }: ClosedBar): boolean {
  const { kind, direction, touchedAt, invalidatedAt, entry, stop } = pattern
  if (kind !== 'fvg' || touchedAt !== closedAt || invalidatedAt !== null) return false
  return (close - entry) * direction >= 0 && (close - stop) * direction > 0
}

function entryOn(gap: Pattern, close: number, targetR: number, reasons: readonly string[]): Entry {
  return {
    stop: gap.stop,
    target: close + targetR * (close - gap.stop),
    signal: gap.direction > 0 ? 'gap-up-retest' : 'gap-down-retest',
    tag: reasons.join('+') || 'alone',
  }
}
