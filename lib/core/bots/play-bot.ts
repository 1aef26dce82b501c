import { BookPosition, type BotFill } from '#core/bots/book-position.ts'
import { BotDesk, type BotWish } from '#core/bots/bot-desk.ts'
import { type Bars, closeTimeOf } from '#core/market/bars.ts'
import type { Orders } from '#core/strategies/orders.ts'
import type { ParameterValues } from '#core/strategies/parameter.ts'
import type { Running, Strategy } from '#core/strategies/strategy.ts'
import type { UnixMs } from '#core/time/time.ts'

export type BotPlay = {
  /** Closed bars only: those of the warm-up, then those since the start. */
  readonly bars: Bars
  readonly strategy: Strategy
  readonly values: ParameterValues
  readonly tick: number | null
  /** What closes after it is traded on. */
  readonly startedAt: UnixMs
  /** All fills of its book. */
  readonly fills: readonly BotFill[]
  /** A smaller position than this is dust. */
  readonly flatBelow: number
}

export type BotDecision =
  | { readonly kind: 'wish'; readonly wish: BotWish }
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly failure: string }

/**
 * What a bot wants at the close of the last bar. It follows from the bars and from what its book filled, and from
 * nothing else: whoever decides it again, after a restart or to check it, decides the same. An entry is wished
 * at its own bar only; a closing that was missed, or refused, is wished again.
 */
export function playBot(play: BotPlay): BotDecision {
  const { bars, fills, flatBelow } = play
  const book = new BookPosition(fills, flatBelow)
  const desk = new BotDesk(book)
  const running = holdBack(play.strategy, play.startedAt).start(play.values, play)
  let wish: BotWish | null = null
  for (let i = 0; i < bars.length; i++) {
    // The last bar is decided now, with all that has been filled by now.
    book.tellUntil(i === bars.length - 1 ? Number.POSITIVE_INFINITY : closeTimeOf(bars, i))
    if (closeTimeOf(bars, i) > play.startedAt) desk.arrive(bars, i)
    running.onBar(i, desk)
    wish = desk.wish()
  }
  if (desk.failure !== null) return { kind: 'failed', failure: desk.failure }
  return wish === null ? { kind: 'none' } : { kind: 'wish', wish }
}

/** The same strategy, whose wishes count from the bars on that close after `at`: those before warm it up. */
export function holdBack(strategy: Strategy, at: UnixMs): Strategy {
  return {
    ...strategy,
    crossings: () => null,
    start(values, market): Running {
      const running = strategy.start(values, market)
      return {
        onBar: (i, orders) =>
          running.onBar(i, closeTimeOf(market.bars, i) > at ? orders : NOBODY_LISTENS),
        readings: (i) => running.readings(i),
      }
    },
  }
}

const ignore = () => undefined
const NOBODY_LISTENS: Orders = {
  position: 0,
  entryPrice: Number.NaN,
  isEntering: false,
  long: ignore,
  short: ignore,
  close: ignore,
  cancel: ignore,
  protect: ignore,
}
