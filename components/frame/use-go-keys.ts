'use client'
import { useRouter } from 'next/navigation'
import { useKeys } from '#browser/keys.ts'
import type { Place } from '#browser/navigation.ts'
import { inScope, type ScopeChoice } from '#browser/scope.ts'
import { useDock } from '#browser/stores/dock.ts'
import { useOverlay } from '#browser/stores/overlay.ts'

/** The keys that work on every page: to its places, the command centre, the list of keys and the dock. */
export function useGoKeys(places: readonly Place[], scope: ScopeChoice): void {
  const show = useOverlay((store) => store.show)
  const toggleDock = useDock((store) => store.toggle)
  useKeys(
    [
      { keys: 'mod+k', does: 'Command centre', run: () => show('command') },
      { keys: '/', does: 'Command centre', run: () => show('command') },
      { keys: 'g c', does: 'Choose firm, client or account', run: () => show('scope') },
      { keys: 'mod+j', does: 'Show or hide the blotter', run: toggleDock },
    ],
    'Everywhere',
  )
  useHelpKey()
  usePlaceKeys(places, scope)
}

/** `?` lists what every key does. */
export function useHelpKey(): void {
  const show = useOverlay((store) => store.show)
  useKeys([{ keys: '?', does: 'Every key', run: () => show('keys') }], 'Everywhere')
}

/** `g`, then the key of a place. */
export function usePlaceKeys(places: readonly Place[], scope: ScopeChoice): void {
  const router = useRouter()
  useKeys(
    places.flatMap(({ key, label, href }) =>
      key === undefined
        ? []
        : [{ keys: `g ${key}`, does: label, run: () => router.push(inScope(href, scope)) }],
    ),
    'Go to',
  )
}
