'use client'
import { useSyncExternalStore } from 'react'
import { SECOND_MS, type UnixMs, unixMsOf } from '#core/time/time.ts'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | null = null
let now: UnixMs | null = null

function tick() {
  now = unixMsOf(Date.now())
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  if (timer === null) {
    timer = setInterval(tick, SECOND_MS)
    tick()
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0 || timer === null) return
    clearInterval(timer)
    timer = null
  }
}

/** The time, told once a second to everyone from one clock; null until the page is alive. */
export function useNow(): UnixMs | null {
  return useSyncExternalStore(
    subscribe,
    () => now,
    () => null,
  )
}
