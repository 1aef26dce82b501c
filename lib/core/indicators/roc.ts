import { assertLength, type Indicator } from '#core/indicators/indicator.ts'

const PERCENT = 100

/** Rate of change: by how many percent a value stands above the one `length` bars before. */
export function roc(length: number): Indicator<number, number> {
  assertLength(length)
  const window = new Float64Array(length).fill(Number.NaN)
  let count = 0
  const changeTo = (value: number) => changeOf(window[count % length]!, value)
  return {
    next(value) {
      const change = changeTo(value)
      window[count % length] = value
      count += 1
      return change
    },
    peek: changeTo,
  }
}

/** The change at every value of a column, to the last bit what `roc` tells one by one. */
export function rocColumn(
  values: Float64Array,
  length: number,
  into: Float64Array = new Float64Array(values.length),
): Float64Array {
  assertLength(length)
  into.fill(Number.NaN, 0, length)
  for (let i = length; i < values.length; i += 1)
    into[i] = changeOf(values[i - length]!, values[i]!)
  return into
}

function changeOf(from: number, to: number): number {
  return (PERCENT * (to - from)) / from
}
