'use client'
import { Search } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useEffect } from 'react'
import { useOverlay } from '#browser/stores/overlay.ts'

const loadCentre = () => import('./command-centre.tsx')
const CommandCentre = dynamic(async () => (await loadCentre()).CommandCentre, { ssr: false })

/** The way into the command centre: it looks like the field that opens, and Ctrl-K or `/` opens it anywhere. */
export function CommandField() {
  const isOpen = useOverlay(({ overlay }) => overlay === 'command')
  const { show, hide } = useOverlay.getState()
  useLoadedWhenIdle()
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K /"
        onClick={() => show('command')}
        className="flex h-7 w-72 min-w-0 shrink items-center gap-2 rounded-box border border-line bg-paper px-2 text-ink-faint hover:border-line-strong hover:text-ink-soft max-lg:w-40 max-sm:size-10 max-sm:shrink-0 max-sm:justify-center max-sm:border-transparent max-sm:bg-transparent max-sm:px-0"
      >
        <Search aria-hidden size={14} className="shrink-0 max-sm:size-[18px]" />
        <span className="flex-1 truncate text-left max-sm:sr-only">Command, symbol, order</span>
        <kbd className="figure text-label max-lg:hidden">Ctrl K</kbd>
      </button>
      {isOpen ? <CommandCentre onClose={hide} /> : null}
    </>
  )
}

/** Loaded once the page is at rest: the first key press opens it at once. */
function useLoadedWhenIdle(): void {
  useEffect(() => {
    if (!('requestIdleCallback' in globalThis)) return
    const request = requestIdleCallback(() => void loadCentre())
    return () => cancelIdleCallback(request)
  }, [])
}
