'use client'
import type { FormEvent } from 'react'
import { createSignalRule, listSignalRules } from '#api/signal-rules.ts'
import { useAct } from '#browser/use-act.ts'
import { useInstruments } from '#browser/use-instruments.ts'
import { Button } from '#components/ui/button.tsx'
import { Checkbox, Field, Select } from '#components/ui/field.tsx'
import { textOf } from '#components/ui/form-text.ts'
import { Problem } from '#components/ui/problem.tsx'
import { TIMEFRAMES } from '#core/market/candle.ts'

const SCORE_USUAL = 5

/** Asks to be told of the signals of a market, or of every one, on some timeframes and from a score on. */
export function SignalRuleForm() {
  const { mutate, isPending, error } = useAct(createSignalRule, [listSignalRules])
  const instruments = [...useInstruments().keys()].toSorted()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const market = textOf(form, 'market')
    const chosen = form.getAll('timeframe')
    const timeframes = TIMEFRAMES.filter((name) => chosen.includes(name))
    mutate({
      instrumentIds: instruments.filter((id) => id === market),
      timeframes: timeframes.length === TIMEFRAMES.length ? [] : timeframes,
      scoreMin: Number(textOf(form, 'score')),
    })
  }
  return (
    <form
      method="post"
      onSubmit={submit}
      className="flex flex-wrap items-end gap-x-4 gap-y-2 border-t border-line px-3 py-2"
    >
      <Select label="Market" name="market">
        <option value="">Every market</option>
        {instruments.map((id) => (
          <option key={id} value={id}>
            {id}
          </option>
        ))}
      </Select>
      <fieldset className="flex flex-col gap-1">
        <legend className="text-label text-ink-soft">Timeframes; none chosen is every one</legend>
        <div className="flex min-h-8 flex-wrap items-center gap-x-3">
          {TIMEFRAMES.map((name) => (
            <Checkbox key={name} label={name} name="timeframe" value={name} />
          ))}
        </div>
      </fieldset>
      <Field
        label="Score from"
        name="score"
        type="number"
        min={0}
        max={100}
        step={0.5}
        required
        defaultValue={SCORE_USUAL}
        className="max-w-24"
      />
      <Button type="submit" tone="primary" disabled={isPending}>
        Tell me
      </Button>
      <Problem error={error} />
    </form>
  )
}
