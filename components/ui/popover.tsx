'use client'
import { Popover as Base } from '@base-ui/react/popover'
import type { ReactElement, ReactNode } from 'react'

/** More about something, beside it: opened by its trigger, closed by Esc or a press elsewhere. */
export function Popover({
  trigger,
  title,
  children,
  align = 'start',
  isOpen,
  onOpenChange,
}: {
  /** A button of ours; it is told whether what it opens is open. */
  readonly trigger: ReactElement
  /** What it is, told to screen readers. */
  readonly title: string
  readonly children: ReactNode
  readonly align?: 'start' | 'center' | 'end'
  readonly isOpen?: boolean
  onOpenChange?(isOpen: boolean): void
}) {
  return (
    <Base.Root
      {...(isOpen === undefined ? {} : { open: isOpen })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={4} collisionPadding={8} className="z-50">
          <Base.Popup
            aria-label={title}
            className="max-h-(--available-height) max-w-(--available-width) overflow-y-auto rounded-box border border-line-strong bg-panel p-3 outline-none"
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
