import { bollingerReversion } from '#core/strategies/bollinger-reversion.ts'
import { buyAndHold } from '#core/strategies/buy-and-hold.ts'
import { donchianBreakout } from '#core/strategies/donchian-breakout.ts'
import { fvgRetest } from '#core/strategies/fvg-retest.ts'
import { rsiReversion } from '#core/strategies/rsi-reversion.ts'
import { smaCross } from '#core/strategies/sma-cross.ts'
import type { Strategy } from '#core/strategies/strategy.ts'

/** Every strategy that can be run: a new one is its own file and a line here. */
export const ALL_STRATEGIES: readonly Strategy[] = [
  smaCross,
  donchianBreakout,
  rsiReversion,
  bollingerReversion,
  fvgRetest,
  buyAndHold,
]
