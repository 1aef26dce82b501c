'use client'
import { useEffect, useState } from 'react'

/**
 * Whether something has been open yet: from then on it stays mounted, so that it can close in its own time. What
 * it is made of is loaded once the page is at rest, which leaves it out of what a page needs before it works.
 */
export function useOpenedOnce(isOpen: boolean, load: () => Promise<unknown>): boolean {
  const [wasOpened, setWasOpened] = useState(isOpen)
  if (isOpen && !wasOpened) setWasOpened(true)
  useEffect(() => {
    if (!('requestIdleCallback' in globalThis)) return
    const request = requestIdleCallback(() => void load())
    return () => cancelIdleCallback(request)
  }, [load])
  return wasOpened
}
