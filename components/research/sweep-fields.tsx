'use client'
import { useState } from 'react'
import { COMBINATIONS_MAX, type ParameterView, SWEPT_MAX } from '#api/codecs/research.ts'
import { Checkbox, Field } from '#components/ui/field.tsx'
import { ParameterField } from '#components/ui/parameter-fields.tsx'
import { numberText } from './research-words.ts'
import {
  combinationsOf,
  type NumberParameter,
  RANGE_PARTS,
  type RangePart,
  rangeField,
  type TypedRange,
  usualRange,
} from './sweep-form.ts'

type Ranges = Readonly<Record<string, TypedRange>>

const PART_WORDS: Readonly<Record<RangePart, string>> = { from: 'from', to: 'to', step: 'by' }

/** Fields of a strategy's parameters, of which some take many values in place of one. */
export function SweepFields({ parameters }: { readonly parameters: readonly ParameterView[] }) {
  const [ranges, setRanges] = useState<Ranges>(() => firstRanges(parameters))
  const count = Object.keys(ranges).length
  const choose = (parameter: NumberParameter, isSwept: boolean) => {
    const { [parameter.name]: _dropped, ...others } = ranges
    setRanges(isSwept ? { ...others, [parameter.name]: usualRange(parameter) } : others)
  }
  return (
    <fieldset className="flex flex-col gap-2 border-t border-line pt-2">
      <legend className="text-label text-ink-faint">Parameters</legend>
      {parameters.map((parameter) => {
        if (parameter.kind === 'choice') {
          return <ParameterField key={parameter.name} parameter={parameter} />
        }
        const { name, label } = parameter
        const range = ranges[name]
        return (
          <div key={name} className="grid items-start gap-3 sm:grid-cols-[8rem_1fr]">
            <Checkbox
              label="Sweep"
              aria-label={`Sweep ${label}`}
              checked={range !== undefined}
              disabled={range === undefined && count === SWEPT_MAX}
              onChange={(event) => choose(parameter, event.currentTarget.checked)}
            />
            {range === undefined ? (
              <ParameterField parameter={parameter} />
            ) : (
              <RangeFields
                parameter={parameter}
                range={range}
                onChange={(changed) => setRanges({ ...ranges, [name]: changed })}
              />
            )}
          </div>
        )
      })}
      {parameters.some(({ kind }) => kind !== 'choice') ? (
        <Combinations ranges={Object.values(ranges)} />
      ) : (
        <p className="text-label text-attention">This strategy has nothing to sweep.</p>
      )}
    </fieldset>
  )
}

/** The first two that are numbers: what a heat map shows. */
function firstRanges(parameters: readonly ParameterView[]): Ranges {
  const numbers = parameters.filter((each) => each.kind !== 'choice')
  return Object.fromEntries(numbers.slice(0, 2).map((each) => [each.name, usualRange(each)]))
}

type RangeProps = {
  readonly parameter: NumberParameter
  readonly range: TypedRange
  onChange(range: TypedRange): void
}

function RangeFields({ parameter: { name, label, min, max }, range, onChange }: RangeProps) {
  return (
    <div className="grid grid-cols-3 gap-3">
      {RANGE_PARTS.map((part) => (
        <Field
          key={part}
          label={`${label} ${PART_WORDS[part]}`}
          name={rangeField(name, part)}
          type="number"
          inputMode="decimal"
          step="any"
          required
          {...(part === 'step' ? {} : { min, max })}
          value={range[part]}
          onChange={(event) => onChange({ ...range, [part]: event.currentTarget.value })}
        />
      ))}
    </div>
  )
}

function Combinations({ ranges }: { readonly ranges: readonly TypedRange[] }) {
  const count = combinationsOf(ranges)
  if (ranges.length === 0) {
    return <p className="text-label text-attention">Choose at least one parameter to sweep.</p>
  }
  if (Number.isNaN(count)) return null
  const isTooMany = count > COMBINATIONS_MAX
  return (
    <p className={isTooMany ? 'text-label text-stop' : 'text-label text-ink-soft'}>
      <span className="figure">{numberText(count, 0)}</span> combinations
      {isTooMany ? `, ${numberText(COMBINATIONS_MAX, 0)} at most` : ''}
    </p>
  )
}
