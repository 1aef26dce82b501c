'use client'
import { useEffect, useRef } from 'react'
import * as z from 'zod'
import { DOCK_HEIGHT_MAX, DOCK_HEIGHT_MIN, DOCK_TABS, useDock } from '#browser/stores/dock.ts'
import { usePreference } from '#browser/use-preference.ts'

const keptDock = z
  .object({
    isOpen: z.boolean(),
    height: z.number().min(DOCK_HEIGHT_MIN).max(DOCK_HEIGHT_MAX),
    tab: z.enum(DOCK_TABS),
  })
  .nullable()

/** Opens the dock as the person left it, and remembers how they leave it. */
export function useKeptDock(): void {
  const [kept, keep] = usePreference('dock', keptDock, null)
  const { isOpen, height, tab } = useDock()
  const isRestored = useRef(false)
  useEffect(() => {
    if (!isRestored.current) {
      isRestored.current = true
      if (kept !== null) useDock.setState(kept)
      return
    }
    if (kept?.isOpen === isOpen && kept.height === height && kept.tab === tab) return
    keep({ isOpen, height, tab })
  }, [isOpen, height, tab, kept, keep])
}
