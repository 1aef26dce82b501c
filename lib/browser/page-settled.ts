'use client'
import { useSyncExternalStore } from 'react'

/**
 * A page that never says so, such as one whose code did not arrive, counts as settled so long after it was loaded:
 * longer than a busy browser takes to bring a page to life, for what changes before that is drawn twice.
 */
const SETTLED_AFTER_LOAD_MS = 10_000

const listeners = new Set<() => void>()
let isSettled = false
let isAwaited = false

/**
 * The page that the server sent is alive in all its parts. The frame comes alive before the page within it, and
 * shares its cache: what were read again in between would not be what the page was drawn with.
 */
export function settlePage(): void {
  if (isSettled) return
  isSettled = true
  for (const listener of [...listeners]) listener()
  listeners.clear()
}

/** Resolves when nothing stands in the way of reading again; at once everywhere but in a page just sent. */
export function pageSettled(): Promise<void> {
  if (isSettled || typeof document === 'undefined') return Promise.resolve()
  settleAfterLoad()
  return new Promise((resolve) => listeners.add(resolve))
}

/** Whether what is told by events may be drawn. */
export function usePageSettled(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      settleAfterLoad()
      return () => listeners.delete(listener)
    },
    () => isSettled,
    () => false,
  )
}

function settleAfterLoad(): void {
  if (isAwaited) return
  isAwaited = true
  const later = () => setTimeout(settlePage, SETTLED_AFTER_LOAD_MS)
  if (document.readyState === 'complete') later()
  else addEventListener('load', later, { once: true })
}
