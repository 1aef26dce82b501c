import type { Assumptions } from '#core/backtest/assumptions.ts'
import type { Broker } from '#core/backtest/broker.ts'
import type { Bars } from '#core/market/bars.ts'

/** What a reader must know before believing a result, by its code. */
export const TAINTS = {
  NO_FEES: 'No fee is charged.',
  NO_SLIPPAGE: 'Every order gets the price it was told: no spread, no impact.',
  SIZES_OF_TODAY: "Tick, lot and smallest sizes are today's; those of the time are unknown.",
  AMBIGUOUS_TRADES:
    'Some bars allow another order of events than the one assumed; data of a shorter timeframe would tell.',
  GAPS: 'Bars are missing in the data.',
  ENTRIES_REFUSED:
    'Some entries were not taken: there was too little cash, or they were too small.',
  LEFT_AT_END: 'A position was left at the end and closed there.',
  VALUED_AT_END: 'A position is left at the end and valued at the last close.',
  LIQUIDATED: 'The account was liquidated at least once.',
} as const

export type Taint = keyof typeof TAINTS

type Run = { readonly bars: Bars; readonly assumptions: Assumptions }

export function taintOf({ bars, assumptions }: Run, { log, refusals, position }: Broker): Taint[] {
  const { slippage, tick, lot, quantityMin, notionalMin } = assumptions
  const hasSizes = tick !== null || lot !== null || quantityMin > 0 || notionalMin > 0
  const hasSlippage = slippage.halfSpreadBps > 0 || slippage.atrTimes > 0 || slippage.impact > 0
  const found: Readonly<Record<Taint, boolean>> = {
    NO_FEES: assumptions.feeBps === 0,
    NO_SLIPPAGE: !hasSlippage,
    SIZES_OF_TODAY: hasSizes,
    AMBIGUOUS_TRADES: log.ambiguous > 0,
    GAPS: hasGaps(bars),
    ENTRIES_REFUSED: refusals.size > 0,
    LEFT_AT_END: log.countOf('end') > 0,
    VALUED_AT_END: position !== 0,
    LIQUIDATED: log.countOf('liquidation') > 0,
  }
  // The keys are those of TAINTS.
  return (Object.keys(TAINTS) as Taint[]).filter((taint) => found[taint])
}

function hasGaps({ openAt, length, timeframeMs }: Bars): boolean {
  if (length < 2) return false
  // Every open time once and in order: only missing bars make the span longer.
  return openAt[length - 1]! - openAt[0]! > (length - 1) * timeframeMs
}
