import type { Indicator } from '#core/indicators/indicator.ts'

/** The values of a whole series, equal to the last bit to those told bar by bar: it is the same arithmetic. */
export function batch<Input>(
  indicator: Indicator<Input, number>,
  inputs: ArrayLike<Input>,
): Float64Array {
  const values = new Float64Array(inputs.length)
  for (let i = 0; i < inputs.length; i += 1) {
    // The loop ends before the length does.
    values[i] = indicator.next(inputs[i] as Input)
  }
  return values
}

/** The same for an indicator of several lines, one column for each. */
export function batchLines<Input, Line extends string>(
  indicator: Indicator<Input, Readonly<Record<Line, number>>>,
  inputs: ArrayLike<Input>,
  lines: readonly Line[],
): Readonly<Record<Line, Float64Array>> {
  const columns = lines.map((line) => [line, new Float64Array(inputs.length)] as const)
  for (let i = 0; i < inputs.length; i += 1) {
    const values = indicator.next(inputs[i] as Input)
    for (const [line, column] of columns) column[i] = values[line]
  }
  // Made of exactly these lines.
  return Object.fromEntries(columns) as Record<Line, Float64Array>
}
