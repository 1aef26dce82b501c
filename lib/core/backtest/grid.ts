import { stepsPerUnit } from '#core/market/price-grid.ts'

/** The multiple of `step` beside a value. */
export function onGrid(value: number, step: number, rounding: 'down' | 'up'): number {
  const perUnit = stepsPerUnit(step)
  const steps = value * perUnit
  const nearest = Math.round(steps)
  // What is a whole number of steps but for the last bits of the multiplication is on the grid already.
  const isWhole = Math.abs(steps - nearest) <= Math.abs(nearest) * Number.EPSILON
  if (isWhole) return nearest / perUnit
  return (rounding === 'down' ? Math.floor(steps) : Math.ceil(steps)) / perUnit
}
