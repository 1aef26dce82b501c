'use client'
import { useEffect, useState } from 'react'
import { useKeys } from '#browser/keys.ts'

/** Whether the chart fills the window; Esc leaves. It stays in the page, so that its dialogs lie above it. */
export function useFullScreen(): readonly [isFull: boolean, toggle: () => void] {
  const [isFull, setFull] = useState(false)
  const toggle = () => setFull((before) => !before)
  useKeys([{ keys: 'shift+f', does: 'Full screen', run: toggle }], 'Chart')
  useEffect(() => {
    if (!isFull) return
    const leave = (event: KeyboardEvent) => {
      const isOpen = document.querySelector('[role="dialog"],[role="alertdialog"]') !== null
      if (event.key === 'Escape' && !event.defaultPrevented && !isOpen) setFull(false)
    }
    addEventListener('keydown', leave)
    return () => removeEventListener('keydown', leave)
  }, [isFull])
  return [isFull, toggle]
}
