'use client'
import { Toast } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import { useCallback } from 'react'
import { classNames } from './class-names.ts'

export type Notice = {
  readonly title: string
  readonly text?: string | undefined
  readonly tone?: 'plain' | 'attention' | 'stop'
}

/** Tells what happened, at the corner of the page, without taking the focus. */
export function useNotice(): (notice: Notice) => void {
  const { add } = Toast.useToastManager()
  return useCallback(
    ({ title, text, tone = 'plain' }: Notice) => {
      add({
        title,
        description: text,
        type: tone,
        priority: tone === 'stop' ? 'high' : 'low',
      })
    },
    [add],
  )
}

const TONES: Readonly<Record<string, string>> = {
  plain: 'border-line-strong',
  attention: 'border-attention',
  stop: 'border-stop',
}

/** Where notices appear. Stands inside Toast.Provider once. */
export function ToastCorner() {
  return (
    <Toast.Portal>
      <Toast.Viewport className="fixed right-4 bottom-4 z-50 flex w-80 max-w-[calc(100vw-2rem)] flex-col gap-2 max-sm:bottom-16">
        <ToastList />
      </Toast.Viewport>
    </Toast.Portal>
  )
}

function ToastList() {
  const { toasts } = Toast.useToastManager()
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className={classNames(
        'rounded-box border bg-raised p-3 data-limited:hidden',
        TONES[toast.type ?? 'plain'],
      )}
    >
      <Toast.Content className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <Toast.Title className="font-medium" />
          <Toast.Description className="break-words text-ink-soft" />
        </div>
        <Toast.Close
          aria-label="Dismiss"
          className="inline-flex size-6 items-center justify-center rounded-box text-ink-faint hover:text-ink"
        >
          <X aria-hidden size={14} />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ))
}
