'use client'
import { Menu as Base } from '@base-ui/react/menu'
import type { ReactElement } from 'react'
import { MENU_POPUP, MenuEntries, type MenuEntry } from './menu-entries.tsx'

/** Acts and choices behind a button. */
export function Menu({
  trigger,
  entries,
  align = 'end',
}: {
  /** A button of ours with a label of its own. */
  readonly trigger: ReactElement
  readonly entries: readonly MenuEntry[]
  readonly align?: 'start' | 'center' | 'end'
}) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={4} collisionPadding={8} className="z-50">
          <Base.Popup className={MENU_POPUP}>
            <MenuEntries entries={entries} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
