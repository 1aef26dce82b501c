import type { updateAlertChannel } from '#api/alerts.ts'
import type { AlertChannelView } from '#api/codecs/alert.ts'
import type { CallInput } from '#api/endpoint.ts'
import { Field, Select } from '#components/ui/field.tsx'
import { textOf } from '#components/ui/form-text.ts'
import { clockText, digestText, minuteOf } from './rules-text.ts'

/** The digests that a page offers, in minutes; others can be set by the API and are kept. */
const DIGEST_MINUTES = [0, 60, 1_440] as const

type Rules = Pick<AlertChannelView, 'severityMin' | 'quiet' | 'timeZone' | 'digestMinutes'>

/** What a channel is told and when. A page is told at any hour. */
export function RuleFields({ rules = firstRules() }: { readonly rules?: Rules }) {
  const { severityMin, quiet, timeZone, digestMinutes } = rules
  const digests = [...new Set<number>([...DIGEST_MINUTES, digestMinutes])]
  return (
    <>
      <Select label="Is told" name="severityMin" defaultValue={severityMin}>
        <option value="ticket">Pages and tickets</option>
        <option value="page">Pages only</option>
      </Select>
      <Select label="Tickets" name="digestMinutes" defaultValue={String(digestMinutes)}>
        {digests.map((minutes) => (
          <option key={minutes} value={minutes}>
            {minutes === 0 ? 'One by one' : `Together, ${digestText(minutes)}`}
          </option>
        ))}
      </Select>
      <div className="grid grid-cols-2 gap-2">
        <Field
          label="No tickets from"
          name="quietFrom"
          type="time"
          defaultValue={quiet === null ? '' : clockText(quiet.fromMinute)}
        />
        <Field
          label="until"
          name="quietTo"
          type="time"
          defaultValue={quiet === null ? '' : clockText(quiet.toMinute)}
        />
      </div>
      <input type="hidden" name="timeZone" value={timeZone} />
      <p className="text-label text-ink-faint">
        Quiet hours are those of {timeZone}. A page is told at any hour.
      </p>
    </>
  )
}

type RulesInput = Required<
  Pick<CallInput<typeof updateAlertChannel>, 'severityMin' | 'quiet' | 'timeZone' | 'digestMinutes'>
>

/** What the fields hold. */
export function rulesOf(form: FormData) {
  const fromMinute = minuteOf(textOf(form, 'quietFrom'))
  const toMinute = minuteOf(textOf(form, 'quietTo'))
  return {
    severityMin: textOf(form, 'severityMin') === 'page' ? 'page' : 'ticket',
    quiet: fromMinute === null || toMinute === null ? null : { fromMinute, toMinute },
    timeZone: textOf(form, 'timeZone'),
    digestMinutes: Number(textOf(form, 'digestMinutes')),
  } satisfies RulesInput
}

/** A new channel's quiet hours are of the day where the person sits. */
function firstRules(): Rules {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  return { severityMin: 'ticket', quiet: null, timeZone, digestMinutes: 0 }
}
