'use client'
import { useSyncExternalStore } from 'react'
import { SECOND_MS, type UnixMs, unixMsOf } from '#core/time/time.ts'
import { liveStream } from './live.ts'

/** A page that has just come has its numbers from the server; the stream may take this long to join it. */
export const JOIN_MS_MAX = 2 * SECOND_MS

/** Since when nothing is heard at all, and since when each account that is silent is. */
export type Heard = {
  readonly lostAt: UnixMs | null
  readonly silentAt: ReadonlyMap<string, UnixMs>
}

const NOTHING_LOST: Heard = { lostAt: null, silentAt: new Map() }
const listeners = new Set<() => void>()
let heard = NOTHING_LOST
let isJoining = true
let leave: (() => void) | null = null

/** What is heard of the accounts that are watched. The same object until something falls silent or speaks again. */
export function useHeard(): Heard {
  return useSyncExternalStore(
    subscribe,
    () => heard,
    () => NOTHING_LOST,
  )
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  leave ??= follow()
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    leave?.()
    leave = null
  }
}

/** One look at the stream for all who ask. */
function follow(): () => void {
  const stream = liveStream()
  const stops = [stream.onStatus(look), stream.onPulse(look)]
  const joined = setTimeout(() => {
    isJoining = false
    look()
  }, JOIN_MS_MAX)
  look()
  return () => {
    clearTimeout(joined)
    for (const stop of stops) stop()
  }
}

function look(): void {
  const stream = liveStream()
  const now = Date.now()
  const lostMs = stream.lostMs()
  if (lostMs === null) isJoining = false
  const ago = (ms: number) => unixMsOf(Math.round(now - ms))
  const silent = [...stream.silentMs()]
  heard = {
    lostAt: lostMs === null || isJoining ? null : (heard.lostAt ?? ago(lostMs)),
    silentAt: new Map(silent.map(([id, ms]) => [id, heard.silentAt.get(id) ?? ago(ms)])),
  }
  for (const listener of listeners) listener()
}
