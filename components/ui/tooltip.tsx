'use client'
import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement } from 'react'
import { Kbd } from './kbd.tsx'

const DELAY_MS = 400

/** A few words on hover and focus. What must be known never stands in one: phones have none. */
export function Tooltip({
  text,
  keys,
  side = 'bottom',
  children,
}: {
  readonly text: string
  readonly keys?: string | undefined
  readonly side?: 'top' | 'right' | 'bottom' | 'left'
  /** What it is about; it can be focused. */
  readonly children: ReactElement
}) {
  return (
    <Base.Root>
      <Base.Trigger render={children} delay={DELAY_MS} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={4} collisionPadding={8} className="z-50">
          <Base.Popup className="flex items-center gap-2 rounded-box border border-line-strong bg-raised px-2 py-1 text-label text-ink">
            {text}
            {keys === undefined ? null : <Kbd keys={keys} />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
