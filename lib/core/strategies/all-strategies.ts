import { buyAndHold } from '#core/strategies/buy-and-hold.ts'
import { smaCross } from '#core/strategies/sma-cross.ts'
import type { Strategy } from '#core/strategies/strategy.ts'

/** Every strategy that can be run: a new one is its own file and a line here. */
export const ALL_STRATEGIES: readonly Strategy[] = [smaCross, buyAndHold]
