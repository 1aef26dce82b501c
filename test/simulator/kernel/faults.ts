import type { SeededDice } from './seeded-dice.ts'

/** What can go wrong, and how likely each chance of it is taken where a seed has it at all. */
export const FAULT_RATES = {
  /** A process dies before or after a request of its own leaves. */
  kill: 0.004,
  /** A process stands still (garbage, a paused machine) for up to 40 s. */
  freeze: 0.003,
  /** Two processes want the same account. */
  twoRunners: 1,
  /** A process is asked to end in an orderly way. */
  terminate: 1,
  requestLost: 0.04,
  requestLate: 0.06,
  /** An order's request arrives when the venue is about to refuse it. */
  placeLate: 0.06,
  responseLost: 0.06,
  responseLate: 0.06,
  /** The venue's engine takes up to its time-out. */
  engineSlow: 0.2,
  /** The venue's front is behind its own time. */
  venueBehind: 1,
  /** A venue's read shows what was up to 2 s ago. */
  readLag: 0.5,
  streamLost: 0.2,
  streamLate: 0.2,
  streamTwice: 0.2,
  streamDown: 0.02,
  /** Notifications between processes get lost. */
  bellLost: 0.5,
  /** A commit's reply is lost: it may have happened or not. */
  commitLost: 0.02,
  /** The database says that another transaction was faster. */
  beaten: 0.02,
  databaseSlow: 0.03,
  /** Wall clocks differ by up to half a second, */
  skew: 1,
  /** and one of them jumps by an hour. */
  clockJump: 1,
  /** No quotes for a while. */
  quotesStop: 1,
  killSwitch: 1,
  /** Somebody trades in the account without us. */
  strangers: 1,
} as const

export type FaultKind = keyof typeof FAULT_RATES

const KINDS = Object.keys(FAULT_RATES) as FaultKind[]
/** Delays at their limits are where designs break. */
const AT_LIMIT = 0.5
const JUST_BELOW = 0.995
/** Some seeds put everything that a settle horizon must outlast at its limit at once, and keep silent about it. */
const EDGE_SEEDS = 0.2
const EDGE_RATES: Partial<Record<FaultKind, number>> = {
  placeLate: 0.5,
  engineSlow: 0.6,
  venueBehind: 1,
  readLag: 0.9,
  streamLost: 0.9,
}
const EDGE_AT_LIMIT = 0.9

/** The faults of one seed: a random part of all there are, each at a random part of its rate. */
export class Faults {
  readonly #dice: SeededDice
  readonly #isOver: () => boolean
  readonly #without: ReadonlySet<FaultKind>
  readonly #rates: ReadonlyMap<FaultKind, number>
  readonly #atLimit: number

  constructor(dice: SeededDice, without: ReadonlySet<FaultKind>, isOver: () => boolean) {
    this.#dice = dice
    this.#isOver = isOver
    this.#without = without
    const edges = dice.happens(EDGE_SEEDS) ? EDGE_RATES : {}
    this.#atLimit = edges === EDGE_RATES ? EDGE_AT_LIMIT : AT_LIMIT
    this.#rates = new Map(
      KINDS.map((kind) => {
        const isChosen = dice.happens(0.5)
        const share = FAULT_RATES[kind] === 1 ? 1 : dice.between(0.3, 1.7)
        return [kind, edges[kind] ?? (isChosen ? FAULT_RATES[kind] * share : 0)] as const
      }),
    )
  }

  get kinds(): readonly FaultKind[] {
    return KINDS.filter((kind) => this.has(kind))
  }

  has(kind: FaultKind): boolean {
    return (this.#rates.get(kind) ?? 0) > 0 && !this.#without.has(kind)
  }

  /** Takes the chance of a fault; never once faults have stopped. */
  happens(kind: FaultKind): boolean {
    const rate = this.#rates.get(kind) ?? 0
    // A kind that is left out takes its chances all the same: what else happens stays what it was.
    const isTaken = rate > 0 && !this.#isOver() && this.#dice.happens(rate)
    return isTaken && !this.#without.has(kind)
  }

  /** A delay up to a limit, half of the time just below it. */
  delayUpTo(limitMs: number): number {
    return this.#dice.happens(this.#atLimit)
      ? limitMs * this.#dice.between(JUST_BELOW, 1)
      : this.#dice.between(0, limitMs)
  }

  /** One of the limits that matter, or anything up to the greatest. */
  delayNear(limitsMs: readonly [number, ...number[]]): number {
    const greatest = Math.max(...limitsMs)
    return this.#dice.happens(AT_LIMIT)
      ? this.#dice.pick(limitsMs) * this.#dice.between(0.98, 1.02)
      : this.#dice.between(0, greatest)
  }
}
