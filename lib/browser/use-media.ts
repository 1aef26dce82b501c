'use client'
import { useSyncExternalStore } from 'react'

/** Narrower than this the desk is one column, and the ticket a sheet. */
export const NARROW = '(max-width: 1023px)'

/** Whether a media query holds; false on the server and until the page is alive. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = matchMedia(query)
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    () => matchMedia(query).matches,
    () => false,
  )
}
