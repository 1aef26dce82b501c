'use client'
import type { Me } from '#api/codecs/person.ts'
import { DENSITIES, THEMES } from '#browser/appearance.ts'
import type { ScopeChoice } from '#browser/scope.ts'
import { signOut } from '#browser/session.ts'
import { ARMED_MINUTES, useArmed } from '#browser/stores/armed.ts'
import { useDock } from '#browser/stores/dock.ts'
import { useOverlay } from '#browser/stores/overlay.ts'
import { useStopSheet } from '#browser/stores/stop-sheet.ts'
import { useAppearance } from '#browser/use-appearance.ts'
import { mayStop } from '#browser/use-may.ts'
import { MINUTE_MS } from '#core/time/time.ts'
import type { CommandItem } from './command-item.ts'

/** What can be done from anywhere. What harms asks once more where it is done. */
export function useActItems(me: Me | undefined, scope: ScopeChoice): readonly CommandItem[] {
  const [, changeAppearance] = useAppearance()
  const openStop = useStopSheet((sheet) => sheet.open)
  const toggleDock = useDock((dock) => dock.toggle)
  const show = useOverlay((store) => store.show)
  const stop = me !== undefined && mayStop(me) ? [act('STOP', () => openStop(scope), 'g s')] : []
  return [
    ...stop.map((item) => ({ ...item, isUsual: true })),
    ...useArmItems(me),
    act('Show or hide the blotter', toggleDock, 'mod+j'),
    act('Choose firm, client or account', () => show('scope'), 'g c'),
    { ...act('Every key', () => show('keys'), '?'), isUsual: true },
    act('Appearance', () => show('appearance')),
    ...THEMES.map((theme) => act(`Theme: ${theme}`, () => changeAppearance({ theme }))),
    ...DENSITIES.map((density) => act(`Density: ${density}`, () => changeAppearance({ density }))),
    act('Sign out', () => void signOut()),
  ]
}

/** Sending by one press is for those who may place orders. */
function useArmItems(me: Me | undefined): readonly CommandItem[] {
  const armedUntil = useArmed((store) => store.armedUntil)
  const { arm, disarm } = useArmed.getState()
  if (me?.permissions.includes('orders:place') !== true) return []
  const arms = ARMED_MINUTES.map((minutes) =>
    act(`Arm one-press sending for ${minutes} min`, () => arm(minutes * MINUTE_MS)),
  )
  return armedUntil === null ? arms : [act('Disarm', disarm, 'escape escape'), ...arms]
}

function act(text: string, run: () => void, keys?: string): CommandItem {
  return { id: `act:${text}`, kind: 'act', text, keys, run }
}
