'use client'
import { ContextMenu as Base } from '@base-ui/react/context-menu'
import type { ReactElement } from 'react'
import { MENU_POPUP, MenuEntries, type MenuEntry } from './menu-entries.tsx'

/** The acts of a thing at the other button of the mouse or a long touch. Never the only way to an act. */
export function ContextMenu({
  entries,
  children,
}: {
  readonly entries: readonly MenuEntry[]
  /** The element it belongs to. */
  readonly children: ReactElement
}) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner collisionPadding={8} className="z-50">
          <Base.Popup className={MENU_POPUP}>
            <MenuEntries entries={entries} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
