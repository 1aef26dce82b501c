'use client'
import { AlertDialog as Base } from '@base-ui/react/alert-dialog'
import { type ReactNode, type SubmitEvent, useId, useState } from 'react'
import { Button } from './button.tsx'
import { Problem } from './problem.tsx'

export type AlertDialogProps = {
  readonly title: string
  /** What will happen, to what, and what cannot be undone. */
  readonly text: ReactNode
  /** The act: "Cancel 3 orders". */
  readonly confirmLabel: string
  /** For what cannot be undone: the word that must be typed, such as FLATTEN. */
  readonly word?: string | undefined
  readonly isOpen: boolean
  readonly isBusy?: boolean
  readonly error?: Error | null
  onOpenChange(isOpen: boolean): void
  onConfirm(): void
}

/** What an alert dialog shows: loaded by it when it is first opened. */
export function AlertDialogPopup({ isOpen, onOpenChange, ...question }: AlertDialogProps) {
  return (
    <Base.Root open={isOpen} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-black/60" />
        <Base.Popup className="fixed top-1/2 left-1/2 z-50 w-[440px] max-w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 rounded-box border border-stop bg-panel p-4 outline-none">
          <Question {...question} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

function Question({
  title,
  text,
  confirmLabel,
  word,
  isBusy = false,
  error = null,
  onConfirm,
}: Omit<AlertDialogProps, 'isOpen' | 'onOpenChange'>) {
  const [typed, setTyped] = useState('')
  const mayConfirm = word === undefined || typed === word
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (mayConfirm && !isBusy) onConfirm()
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <Base.Title className="text-title font-semibold">{title}</Base.Title>
      <Base.Description render={<div />} className="text-ink-soft">
        {text}
      </Base.Description>
      {word === undefined ? null : <TypedWord word={word} typed={typed} onType={setTyped} />}
      <Problem error={error} />
      <div className="flex justify-end gap-2">
        <Base.Close render={<Button>Keep as it is</Button>} />
        <Button type="submit" tone="danger" isBusy={isBusy} disabled={!mayConfirm}>
          {confirmLabel}
        </Button>
      </div>
    </form>
  )
}

function TypedWord({
  word,
  typed,
  onType,
}: {
  readonly word: string
  readonly typed: string
  onType(typed: string): void
}) {
  const id = useId()
  return (
    <label htmlFor={id} className="flex flex-col gap-1 text-label text-ink-soft">
      <span>
        Type <span className="font-mono font-semibold text-ink">{word}</span> to go on
      </span>
      <input
        id={id}
        value={typed}
        onChange={(event) => onType(event.target.value)}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        className="h-8 rounded-box border border-line-strong bg-paper px-2 font-mono text-body text-ink max-sm:h-10"
      />
    </label>
  )
}
