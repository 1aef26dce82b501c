'use client'
import { type FormEvent, useState } from 'react'
import { listAlertChannels, removeAlertChannel, updateAlertChannel } from '#api/alerts.ts'
import type { AlertChannelView } from '#api/codecs/alert.ts'
import { useAct } from '#browser/use-act.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { textOf } from '#components/ui/form-text.ts'
import { HoldButton } from '#components/ui/hold-button.tsx'
import { Problem } from '#components/ui/problem.tsx'
import { RuleFields, rulesOf } from './rule-fields.tsx'

/** Changes a channel's name and rules, or takes it away. Where it leads to stays: another address is another channel. */
export function EditChannel({ channel }: { readonly channel: AlertChannelView }) {
  const [isOpen, setIsOpen] = useState(false)
  const { mutate, isPending, error, reset } = useAct(updateAlertChannel, [listAlertChannels])
  const remove = useAct(removeAlertChannel, [listAlertChannels])
  const setOpen = (next: boolean) => {
    reset()
    setIsOpen(next)
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const change = { channelId: channel.id, name: textOf(form, 'name').trim(), ...rulesOf(form) }
    mutate(change, { onSuccess: () => setOpen(false) })
  }
  return (
    <>
      <Button tone="quiet" aria-label={`Change ${channel.name}`} onClick={() => setOpen(true)}>
        Change
      </Button>
      <Dialog title={`Change ${channel.name}`} isOpen={isOpen} onOpenChange={setOpen}>
        <form method="post" onSubmit={submit} className="flex flex-col gap-2">
          <Field label="Name" name="name" defaultValue={channel.name} autoComplete="off" required />
          <RuleFields rules={channel} />
          <Problem error={error ?? remove.error} />
          <Button type="submit" tone="primary" disabled={isPending} className="mt-2">
            Save
          </Button>
          <HoldButton
            isDisabled={remove.isPending}
            onHeld={() => remove.mutate({ channelId: channel.id })}
          >
            Hold to remove
          </HoldButton>
          <p className="text-label text-ink-faint">What waits for it is never sent.</p>
        </form>
      </Dialog>
    </>
  )
}
