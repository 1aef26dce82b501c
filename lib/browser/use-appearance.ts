'use client'
import { useQuery } from '@tanstack/react-query'
import { useContext, useLayoutEffect } from 'react'
import {
  APPEARANCE,
  APPEARANCE_KEY,
  type Appearance,
  appearanceSchema,
  type Look,
  lookCookie,
  lookIn,
} from './appearance.ts'
import { LookContext } from './look.ts'
import { preferencesQuery } from './queries/preferences.ts'
import { usePreference } from './use-preference.ts'

/** The appearance that the person prefers, and the way to change it. */
export function useAppearance(): readonly [Appearance, (change: Partial<Appearance>) => void] {
  const [appearance, set] = usePreference(APPEARANCE_KEY, appearanceSchema, APPEARANCE)
  return [appearance, (change) => set((before) => ({ ...before, ...change }))]
}

/** Draws the page as the person prefers, whatever this browser's cookie said. Stands once on pages of a session. */
export function useAppearanceKept(): void {
  const [appearance] = useAppearance()
  const { look, setLook } = useContext(LookContext)
  const isKnown = useQuery(preferencesQuery()).data !== undefined
  useLayoutEffect(() => {
    if (!isKnown) return
    const wanted = lookIn(appearance, Intl.DateTimeFormat().resolvedOptions().timeZone)
    if (isSame(look, wanted)) return
    // biome-ignore lint/suspicious/noDocumentCookie: the other way to set one is not known to every browser
    document.cookie = lookCookie(wanted)
    wear(document.documentElement, wanted)
    setLook(wanted)
  }, [isKnown, appearance, look, setLook])
}

/** The attributes that the stylesheet draws by. */
function wear({ dataset }: HTMLElement, { theme, density, upDown }: Look): void {
  Object.assign(dataset, { theme, density, updown: upDown })
}

function isSame(one: Look, other: Look): boolean {
  return lookCookie(one) === lookCookie(other)
}
