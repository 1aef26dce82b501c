'use client'
import { Toast } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import { useEffect } from 'react'
import { useNotices } from '#browser/stores/notices.ts'
import { classNames } from './class-names.ts'

const TONES: Readonly<Record<string, string>> = {
  plain: 'border-line-strong',
  attention: 'border-attention',
  stop: 'border-stop',
}

/** The notices on screen: loaded by their corner with the first of them. */
export function ToastStack() {
  return (
    <Toast.Provider>
      <Told />
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-4 z-50 flex w-80 max-w-[calc(100vw-2rem)] flex-col gap-2 max-sm:bottom-16">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

/** Takes what was told, each notice once. */
function Told() {
  const { add } = Toast.useToastManager()
  const waiting = useNotices((notices) => notices.waiting)
  useEffect(() => {
    if (waiting.length === 0) return
    for (const { title, text, tone = 'plain' } of useNotices.getState().take()) {
      const priority = tone === 'stop' ? 'high' : 'low'
      add({ title, description: text, type: tone, priority })
    }
  }, [waiting, add])
  return null
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
