'use client'
import { Drawer as Base } from '@base-ui/react/drawer'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'

export type DrawerProps = {
  readonly title: string
  readonly description?: string | undefined
  readonly isOpen: boolean
  onOpenChange(isOpen: boolean): void
  readonly children: ReactNode
}

/** What a drawer shows: loaded by it when it is first opened. */
export function DrawerPopup({ title, description, isOpen, onOpenChange, children }: DrawerProps) {
  return (
    <Base.Root open={isOpen} onOpenChange={onOpenChange} swipeDirection="down">
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-black/60" />
        <Base.Viewport className="fixed inset-0 z-50 flex items-end justify-center">
          <Base.Popup className="flex max-h-[85dvh] w-full max-w-[640px] [transform:translateY(var(--drawer-swipe-movement-y))] flex-col overflow-hidden rounded-t-box border-t border-line-strong bg-panel transition-transform duration-120 outline-none data-ending-style:[transform:translateY(100%)] data-starting-style:[transform:translateY(100%)] data-swiping:duration-0">
            <div
              aria-hidden
              className="mx-auto mt-2 h-1 w-9 shrink-0 rounded-full bg-line-strong"
            />
            <div className="flex items-center justify-between gap-4 px-4 py-2">
              <Base.Title className="text-title font-semibold">{title}</Base.Title>
              <Base.Close
                aria-label="Close"
                className="-mr-2 inline-flex size-10 items-center justify-center rounded-box text-ink-faint hover:text-ink"
              >
                <X aria-hidden size={16} />
              </Base.Close>
            </div>
            <Base.Content className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto overscroll-contain px-4 pb-6">
              {description === undefined ? null : (
                <Base.Description className="text-ink-soft">{description}</Base.Description>
              )}
              {children}
            </Base.Content>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}
