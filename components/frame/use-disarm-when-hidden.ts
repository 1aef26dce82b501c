'use client'
import { useEffect } from 'react'
import { useArmed } from '#browser/stores/armed.ts'
import { MINUTE_MS } from '#core/time/time.ts'

/** A page that nobody looks at stays armed for so long. */
export const HIDDEN_MS_MAX = MINUTE_MS

/** Whoever looks away long enough comes back to a page that is not armed. */
export function useDisarmWhenHidden(): void {
  const disarm = useArmed((store) => store.disarm)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let hiddenAt: number | null = null
    const look = () => {
      clearTimeout(timer)
      if (document.visibilityState === 'hidden') {
        hiddenAt = Date.now()
        timer = setTimeout(disarm, HIDDEN_MS_MAX)
        return
      }
      // Browsers put off the timers of hidden pages.
      if (hiddenAt !== null && Date.now() - hiddenAt >= HIDDEN_MS_MAX) disarm()
      hiddenAt = null
    }
    document.addEventListener('visibilitychange', look)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [disarm])
}
