/** One answer of the desk: when it was asked and heard by this browser's clock, and its `Date` header. */
export type ClockReading = {
  readonly askedAt: number
  readonly heardAt: number
  /** In whole seconds, as HTTP says it. */
  readonly saidAt: number
}

/** How far this browser's clock is ahead of the desk's, at least and at most, in milliseconds. */
export type OffsetBounds = { readonly least: number; readonly most: number }

/** More than this is told. */
export const CLOCK_OFFSET_MS_MAX = 1_000
const SECOND_MS = 1_000
/** So many readings are kept: a clock that is set right is believed after as many answers. */
const READINGS_MAX = 12

/** Narrows the offset with every answer: each alone says it to a second and the time of the way. */
export class ClockOffset {
  #readings: readonly OffsetBounds[] = []

  read(reading: ClockReading): OffsetBounds {
    const bounds = boundsOf(reading)
    const narrowed = intersection([...this.#readings, bounds])
    // A clock was set meanwhile: what was read before says nothing any more.
    this.#readings = narrowed === null ? [bounds] : [...this.#readings, bounds].slice(-READINGS_MAX)
    return narrowed ?? bounds
  }
}

/** By how much the clocks surely differ, with its sign; 0 while they may agree well enough. */
export function sureOffsetMs({ least, most }: OffsetBounds): number {
  if (least > CLOCK_OFFSET_MS_MAX) return least
  return most < -CLOCK_OFFSET_MS_MAX ? most : 0
}

/** The answer was made between the asking and the hearing, somewhere in the second it says. */
function boundsOf({ askedAt, heardAt, saidAt }: ClockReading): OffsetBounds {
  return { least: askedAt - (saidAt + SECOND_MS), most: heardAt - saidAt }
}

function intersection(all: readonly OffsetBounds[]): OffsetBounds | null {
  const least = Math.max(...all.map((each) => each.least))
  const most = Math.min(...all.map((each) => each.most))
  return least <= most ? { least, most } : null
}
