'use client'
import { useMemo, useSyncExternalStore } from 'react'
import type { PublicChannel } from '#api/stream.ts'
import type { InstrumentId } from '#core/market/instrument.ts'
import { liveStream } from './live.ts'
import type { PublicState } from './stream.ts'

/**
 * The newest state of a public channel, at most once for each frame that the screen paints: fifty updates a
 * second become as many renders as there are frames, and none while the page is hidden.
 */
export function useLiveFrame<Kind extends PublicChannel>(
  kind: Kind,
  instrumentId: InstrumentId,
): PublicState<Kind> | null {
  const frames = useMemo(() => framesOf(kind, instrumentId), [kind, instrumentId])
  return useSyncExternalStore(frames.subscribe, frames.read, () => null)
}

function framesOf<Kind extends PublicChannel>(kind: Kind, instrumentId: InstrumentId) {
  let shown: PublicState<Kind> | null = null
  return {
    read: () => shown,
    subscribe(listener: () => void): () => void {
      let frame: number | null = null
      const show = () => {
        frame = null
        shown = liveStream().publicState(kind, instrumentId)
        listener()
      }
      const leave = liveStream().watchPublic(kind, instrumentId, () => {
        frame ??= requestAnimationFrame(show)
      })
      frame ??= requestAnimationFrame(show)
      return () => {
        if (frame !== null) cancelAnimationFrame(frame)
        leave()
      }
    },
  }
}
