import type { ParameterView } from '#api/codecs/research.ts'
import type { ParameterValues } from '#core/strategies/parameter.ts'
import { textOf } from './form-text.ts'

/** The name of a parameter's field, apart from those of the form itself. */
export function parameterField(name: string): string {
  return `parameter.${name}`
}

/** What the fields of a filled form say. */
export function parametersOfForm(
  form: FormData,
  parameters: readonly ParameterView[],
): ParameterValues {
  const values = parameters.map(({ name, kind }) => {
    const text = textOf(form, parameterField(name))
    return [name, kind === 'choice' ? text : Number(text)] as const
  })
  return Object.fromEntries(values)
}
