'use client'
import { WifiOff } from 'lucide-react'
import { useSyncExternalStore } from 'react'

/** While the browser has no network: what is on screen grows old, and nothing can be done from here. */
export function OfflineBand() {
  const isOnline = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  )
  if (isOnline) return null
  return (
    <p
      role="alert"
      className="flex min-h-8 items-center gap-2 border-b border-attention bg-attention-paper px-3 py-1 text-attention print:hidden"
    >
      <WifiOff aria-hidden size={16} className="shrink-0" />
      This browser is offline. What stands here is old, and nothing can be sent or canceled from it.
      Open orders work on at their venues.
    </p>
  )
}

function subscribe(listener: () => void): () => void {
  addEventListener('online', listener)
  addEventListener('offline', listener)
  return () => {
    removeEventListener('online', listener)
    removeEventListener('offline', listener)
  }
}
