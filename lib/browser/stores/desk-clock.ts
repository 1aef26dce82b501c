import { create } from 'zustand'
import { ClockOffset, sureOffsetMs } from '#browser/clock-offset.ts'

type DeskClock = {
  /** By how much this browser's clock is surely ahead of the desk's, behind when negative; 0 while they agree. */
  readonly offsetMs: number
}

/** What the desk's answers say about this browser's clock. */
export const useDeskClock = create<DeskClock>()(() => ({ offsetMs: 0 }))

const offset = new ClockOffset()

/** Learns from an answer's `Date` header. One that a cache may have kept says nothing of now. */
export function hearDeskClock(response: Response, askedAt: number): void {
  const saidAt = Date.parse(response.headers.get('date') ?? '')
  const isFresh = response.headers.get('cache-control')?.includes('no-store') === true
  if (!isFresh || Number.isNaN(saidAt)) return
  const offsetMs = sureOffsetMs(offset.read({ askedAt, heardAt: Date.now(), saidAt }))
  if (Math.abs(offsetMs - useDeskClock.getState().offsetMs) >= WORTH_TELLING_MS) {
    useDeskClock.setState({ offsetMs })
  }
}

const WORTH_TELLING_MS = 250
