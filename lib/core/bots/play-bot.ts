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
  const { bars } = play
  const lastAt = bars.length === 0 ? null : closeTimeOf(bars, bars.length - 1)
  // The last bar is decided now, with all that has been filled by now.
  const { wishes, failure } = playWishes(play, (closeAt) =>
    closeAt === lastAt ? Number.POSITIVE_INFINITY : closeAt,
  )
  if (failure !== null) return { kind: 'failed', failure }
  const wish = wishes.at(-1) ?? null
  return wish === null ? { kind: 'none' } : { kind: 'wish', wish }
}

/** What a bot wants at the close of every bar, when `knownAt` says until when its fills were known at that close. */
export function playWishes(
  { bars, strategy, values, tick, startedAt, fills, flatBelow }: BotPlay,
  knownAt: (closeAt: UnixMs) => number,
): { readonly wishes: readonly (BotWish | null)[]; readonly failure: string | null } {
  const book = new BookPosition(fills, flatBelow)
  const desk = new BotDesk(book)
  const running = holdBack(strategy, startedAt).start(values, { bars, tick })
  const wishes = Array.from({ length: bars.length }, (_, i) => {
    const closeAt = closeTimeOf(bars, i)
    book.tellUntil(knownAt(closeAt))
    if (closeAt > startedAt) desk.arrive(bars, i)
    running.onBar(i, desk)
    return desk.wish()
  })
  return { wishes, failure: desk.failure }
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
