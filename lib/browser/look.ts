'use client'
import { createContext, useContext } from 'react'
import { LOOK, type Look } from './appearance.ts'

/** The look that this page is drawn in, on the server too. */
export const LookContext = createContext<{
  readonly look: Look
  readonly setLook: (look: Look) => void
}>({ look: LOOK, setLook: () => undefined })

export function useLook(): Look {
  return useContext(LookContext).look
}

/** The zone that times are told in. */
export function useZone(): string {
  return useLook().zone
}
