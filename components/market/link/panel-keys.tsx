'use client'
import { useKeyListener } from '#browser/keys.ts'

/** Hears the keys of a window that has no frame to do so. */
export function PanelKeys() {
  useKeyListener()
  return null
}
