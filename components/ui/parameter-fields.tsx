import type { ParameterView } from '#api/codecs/research.ts'
import { Field, Select } from './field.tsx'
import { parameterField } from './parameter-form.ts'

/** One field for each parameter of a strategy, with its own limits and help. */
export function ParameterFields({ parameters }: { readonly parameters: readonly ParameterView[] }) {
  if (parameters.length === 0) return null
  return (
    <fieldset className="grid grid-cols-2 gap-3 border-t border-line pt-2 sm:grid-cols-3">
      <legend className="text-label text-ink-faint">Parameters</legend>
      {parameters.map((parameter) => (
        <ParameterField key={parameter.name} parameter={parameter} />
      ))}
    </fieldset>
  )
}

/** The field of one parameter. */
export function ParameterField({ parameter }: { readonly parameter: ParameterView }) {
  const { name, label, help } = parameter
  const shared = { label, hint: help, name: parameterField(name) }
  if (parameter.kind === 'choice') {
    return (
      <Select {...shared} defaultValue={parameter.default}>
        {parameter.choices.map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </Select>
    )
  }
  const { min, max, step } = parameter
  return (
    <Field
      {...shared}
      type="number"
      inputMode="decimal"
      required
      min={min}
      max={max}
      step={parameter.kind === 'whole' ? step : 'any'}
      defaultValue={parameter.default}
    />
  )
}
