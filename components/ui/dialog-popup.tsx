'use client'
import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'

export type DialogProps = {
  readonly title: string
  readonly description?: string
  readonly isOpen: boolean
  onOpenChange(isOpen: boolean): void
  readonly children: ReactNode
}

/** What a dialog shows: loaded by it when it is first opened. */
export function DialogPopup({ title, description, isOpen, onOpenChange, children }: DialogProps) {
  return (
    <Base.Root open={isOpen} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-black/60" />
        <Base.Popup className="fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] w-[420px] max-w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 flex-col gap-3 overflow-y-auto *:shrink-0 rounded-box border border-line-strong bg-panel p-4 max-sm:top-auto max-sm:bottom-0 max-sm:left-0 max-sm:w-full max-sm:max-w-none max-sm:translate-x-0 max-sm:translate-y-0">
          <div className="flex items-start justify-between gap-4">
            <Base.Title className="text-title font-semibold">{title}</Base.Title>
            <Base.Close
              aria-label="Close"
              className="-mt-1 -mr-1 inline-flex size-7 items-center justify-center rounded-box text-ink-faint hover:text-ink max-sm:size-10"
            >
              <X aria-hidden size={16} />
            </Base.Close>
          </div>
          {description === undefined ? null : (
            <Base.Description className="text-ink-soft">{description}</Base.Description>
          )}
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
