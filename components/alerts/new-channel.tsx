'use client'
import { BellPlus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { createAlertChannel, listAlertChannels } from '#api/alerts.ts'
import { useAct } from '#browser/use-act.ts'
import { useMay } from '#browser/use-may.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { ChannelForm, channelOf } from './channel-form.tsx'

/** Adds a channel. A webhook's signing key is shown once: closing the dialog forgets it. */
export function NewChannel() {
  const may = useMay('alerts:write')
  const [isOpen, setIsOpen] = useState(false)
  const { mutate, data, isPending, error, reset } = useAct(createAlertChannel, [listAlertChannels])
  if (!may) return null
  const setOpen = (next: boolean) => {
    reset()
    setIsOpen(next)
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    mutate(channelOf(new FormData(event.currentTarget)), {
      onSuccess: ({ signingKey }) => {
        if (signingKey === null) setOpen(false)
      },
    })
  }
  const signingKey = data?.signingKey ?? null
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <BellPlus aria-hidden size={14} />
        Add a channel
      </Button>
      <Dialog title="Where alerts are told" isOpen={isOpen} onOpenChange={setOpen}>
        {signingKey === null ? (
          <ChannelForm isBusy={isPending} error={error} onSubmit={submit} />
        ) : (
          <SigningKey text={signingKey} onDone={() => setOpen(false)} />
        )}
      </Dialog>
    </>
  )
}

function SigningKey({ text, onDone }: { readonly text: string; onDone(): void }) {
  return (
    <div className="flex flex-col gap-2">
      <p className="text-ink-soft">
        Every message is signed with this key. Keep it where the receiver can read it: it is not
        shown again.
      </p>
      <Field
        label="Signing key"
        value={text}
        readOnly
        onFocus={({ target }) => target.select()}
        className="figure"
      />
      <Button tone="primary" onClick={onDone}>
        Done
      </Button>
    </div>
  )
}
