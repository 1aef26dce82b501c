import { create } from 'zustand'
import { MINUTE_MS } from '#core/time/time.ts'

/** No arming lasts longer, however it was asked. */
export const ARMED_MS_MAX = 15 * MINUTE_MS
/** What a person may choose. */
export const ARMED_MINUTES = [1, 5, 15] as const

type ArmedStore = {
  /** Until when one press sends an order, by this browser's clock; null when keys and clicks only fill the ticket. */
  readonly armedUntil: number | null
  /** Arms for so long, at most ARMED_MS_MAX. It ends by itself. */
  arm(ms: number): void
  disarm(): void
}

/** One-press sending, within a visible time limit. The frame ends it early: see components/frame/armed-mark.tsx. */
export const useArmed = create<ArmedStore>()((set) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const disarm = () => {
    clearTimeout(timer)
    set({ armedUntil: null })
  }
  return {
    armedUntil: null,
    disarm,
    arm(ms) {
      const lasting = Math.min(ms, ARMED_MS_MAX)
      if (!(lasting > 0)) return disarm()
      clearTimeout(timer)
      timer = setTimeout(disarm, lasting)
      set({ armedUntil: Date.now() + lasting })
    },
  }
})

/** Whether a press sends now. Ask at the press: a timer that slept with the computer has not ended it yet. */
export function isArmed(now: number = Date.now()): boolean {
  const { armedUntil } = useArmed.getState()
  return armedUntil !== null && now < armedUntil
}
