'use client'
import { type FormEvent, useState } from 'react'
import type { createAlertChannel } from '#api/alerts.ts'
import type { ChannelKind } from '#api/codecs/alert.ts'
import type { CallInput } from '#api/endpoint.ts'
import { useMay } from '#browser/use-may.ts'
import { Button } from '#components/ui/button.tsx'
import { Field, Select } from '#components/ui/field.tsx'
import { textOf } from '#components/ui/form-text.ts'
import { Problem } from '#components/ui/problem.tsx'
import { RuleFields, rulesOf } from './rule-fields.tsx'

type Props = {
  readonly isBusy: boolean
  readonly error: Error | null
  onSubmit(event: FormEvent<HTMLFormElement>): void
}

/** What a channel is, whose, and what it is told when. */
export function ChannelForm({ isBusy, error, onSubmit }: Props) {
  const [kind, setKind] = useState<ChannelKind>('ntfy')
  const mayForFirm = useMay('people:write')
  return (
    <form method="post" onSubmit={onSubmit} className="flex flex-col gap-2">
      <Field label="Name" name="name" autoComplete="off" required autoFocus />
      <Select
        label="Kind"
        name="kind"
        value={kind}
        onChange={({ target }) => setKind(target.value === 'webhook' ? 'webhook' : 'ntfy')}
      >
        <option value="ntfy">NTFY topic</option>
        <option value="webhook">Webhook</option>
      </Select>
      {kind === 'ntfy' ? <NtfyFields /> : <Field label="Address" name="url" type="url" required />}
      <Select label="Whose" name="owner" defaultValue={mayForFirm ? 'firm' : 'me'}>
        {mayForFirm ? <option value="firm">The firm’s</option> : null}
        <option value="me">Mine alone</option>
      </Select>
      <RuleFields />
      <Problem error={error} />
      <Button type="submit" tone="primary" disabled={isBusy} className="mt-2">
        Add the channel
      </Button>
    </form>
  )
}

function NtfyFields() {
  return (
    <>
      <Field label="Server" name="url" type="url" defaultValue="https://ntfy.sh/" required />
      <Field
        label="Topic"
        name="topic"
        autoComplete="off"
        pattern="[\-_A-Za-z0-9]{1,64}"
        required
        hint="Whoever knows the topic of a server without tokens reads it: make it long."
      />
      <Field label="Access token" name="token" type="password" autoComplete="off" />
    </>
  )
}

/** What the form holds. */
export function channelOf(form: FormData): CallInput<typeof createAlertChannel> {
  const [url, token] = [textOf(form, 'url').trim(), textOf(form, 'token')]
  const isWebhook = textOf(form, 'kind') === 'webhook'
  return {
    owner: textOf(form, 'owner') === 'me' ? 'me' : 'firm',
    name: textOf(form, 'name').trim(),
    target: isWebhook
      ? { kind: 'webhook', url }
      : { kind: 'ntfy', url, topic: textOf(form, 'topic'), ...(token === '' ? {} : { token }) },
    ...rulesOf(form),
  }
}
