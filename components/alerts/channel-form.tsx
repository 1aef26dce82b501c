'use client'
import { type FormEvent, useState } from 'react'
import type { createAlertChannel } from '#api/alerts.ts'
import type { ChannelKind } from '#api/codecs/alert.ts'
import type { CallInput } from '#api/endpoint.ts'
import { Button } from '#components/ui/button.tsx'
import { Field, Select } from '#components/ui/field.tsx'
import { textOf } from '#components/ui/form-text.ts'
import { Problem } from '#components/ui/problem.tsx'
import { minuteOf } from './rules-text.ts'

type Props = {
  readonly isBusy: boolean
  readonly error: Error | null
  onSubmit(event: FormEvent<HTMLFormElement>): void
}

/** What a channel is, whose, and what it is told when. */
export function ChannelForm({ isBusy, error, onSubmit }: Props) {
  const [kind, setKind] = useState<ChannelKind>('ntfy')
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
      <Select label="Whose" name="owner" defaultValue="firm">
        <option value="firm">The firm’s</option>
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

function RuleFields() {
  return (
    <>
      <Select label="Is told" name="severityMin" defaultValue="ticket">
        <option value="ticket">Pages and tickets</option>
        <option value="page">Pages only</option>
      </Select>
      <Select label="Tickets" name="digestMinutes" defaultValue="0">
        <option value="0">One by one</option>
        <option value="60">Every hour</option>
        <option value="1440">Every day</option>
      </Select>
      <div className="grid grid-cols-2 gap-2">
        <Field label="No tickets from" name="quietFrom" type="time" />
        <Field label="until" name="quietTo" type="time" />
      </div>
    </>
  )
}

/** What the form holds. Quiet hours are of the day where the person sits. */
export function channelOf(form: FormData): CallInput<typeof createAlertChannel> {
  const [url, token] = [textOf(form, 'url').trim(), textOf(form, 'token')]
  const fromMinute = minuteOf(textOf(form, 'quietFrom'))
  const toMinute = minuteOf(textOf(form, 'quietTo'))
  const isWebhook = textOf(form, 'kind') === 'webhook'
  return {
    owner: textOf(form, 'owner') === 'me' ? 'me' : 'firm',
    name: textOf(form, 'name').trim(),
    target: isWebhook
      ? { kind: 'webhook', url }
      : { kind: 'ntfy', url, topic: textOf(form, 'topic'), ...(token === '' ? {} : { token }) },
    severityMin: textOf(form, 'severityMin') === 'page' ? 'page' : 'ticket',
    quiet: fromMinute === null || toMinute === null ? null : { fromMinute, toMinute },
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    digestMinutes: Number(textOf(form, 'digestMinutes')),
  }
}
