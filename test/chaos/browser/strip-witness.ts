import { BOOKS_PROOF_AGE_MS_MAX } from '#core/ledger/books-state.ts'
import { BINANCE_SPOT } from '#core/market/capability-sheet.ts'
import { SECOND_MS } from '#core/time/time.ts'

/** What the books strip of the page says: its state, and for a green one the second of its proof. */
export type StripFace = { readonly state: string; readonly provenAt: number | null }

/** A comparison that found no difference, by our own record of it. */
export type Proof = { readonly startedAt: number; readonly finishedAt: number }

export type StripSample = {
  readonly at: number
  readonly face: StripFace
  /** As `differencesOf` names them, as of `at`. */
  readonly differences: ReadonlySet<string>
  /** The newest proofs. */
  readonly proofs: readonly Proof[]
  /** Whether database and exchange could be read; else differences and proofs are the last that were. */
  readonly isRead: boolean
}

/** A page asks every five seconds whether proofs keep coming, and an answer takes its time on a busy machine. */
const PAGE_LATE_MS_MAX = 10 * SECOND_MS
/** What a venue's readings may lag behind its own state, by its sheet. */
const VENUE_LAG_MS = BINANCE_SPOT.readLagMs

/**
 * Says when a green strip is a lie. Green means: a comparison, whose time it shows, found books and venue equal, and
 * that was not long ago. So it lies
 * - when something has differed without a break since before that comparison read the venue (it began later than the
 *   venue's readings may lag), for then the comparison did not see what it says it saw;
 * - when its comparison is older than a proof counts, for then nothing speaks for it;
 * - when there was no such comparison at all.
 * What began to differ after the comparison is what is in flight: it is tolerated until the proof ends, and no longer.
 */
export class StripWitness {
  readonly #since = new Map<string, number>()
  #greens = 0
  #greensWhileDifferent = 0

  /** How many samples were green, and how many of them while something was in flight. */
  get seen() {
    return { greens: this.#greens, greensWhileDifferent: this.#greensWhileDifferent }
  }

  /** What is wrong with this sample; samples come in order. */
  judge({ at, face, differences, proofs, isRead }: StripSample): readonly string[] {
    this.#keepSince(at, differences)
    if (face.state !== 'PROVEN' || face.provenAt === null) return []
    this.#greens += 1
    if (differences.size > 0) this.#greensWhileDifferent += 1
    const { provenAt } = face
    const age = at - provenAt
    if (age > BOOKS_PROOF_AGE_MS_MAX.simulated + PAGE_LATE_MS_MAX + SECOND_MS) {
      return [`green by a proof of ${age} ms ago`]
    }
    const proof = proofs.find(({ finishedAt }) => isInSecond(finishedAt, provenAt))
    if (proof === undefined) {
      return isRead ? [`green by a proof that never was, of ${toText(provenAt)}`] : []
    }
    const readAt = proof.startedAt - VENUE_LAG_MS
    return [...this.#since]
      .filter(([, since]) => since < readAt)
      .map(
        ([what, since]) =>
          `green by the proof of ${toText(provenAt)}, ${what} for ${at - since} ms`,
      )
  }

  #keepSince(at: number, differences: ReadonlySet<string>): void {
    for (const what of this.#since.keys()) if (!differences.has(what)) this.#since.delete(what)
    for (const what of differences) if (!this.#since.has(what)) this.#since.set(what, at)
  }
}

/** The page shows whole seconds. */
function isInSecond(at: number, second: number): boolean {
  return Math.floor(at / SECOND_MS) === Math.floor(second / SECOND_MS)
}

function toText(at: number): string {
  return new Date(at).toISOString()
}
