import type { GridView, ParameterView } from '#api/codecs/research.ts'
import type { CallInput } from '#api/endpoint.ts'
import type { startSweep } from '#api/research.ts'
import { textOf } from '#components/ui/form-text.ts'
import { countOfRange } from '#core/backtest/sweep-points.ts'
import { backtestOf } from './backtest-form.ts'
import type { ChosenRun } from './run-dialog.tsx'

/** About so many values a parameter takes unless the person says otherwise. */
const USUAL_VALUES = 10
/** Parts of one that a typed value keeps. */
const GRAIN = 1e9

export const RANGE_PARTS = ['from', 'to', 'step'] as const
export type RangePart = (typeof RANGE_PARTS)[number]

/** A range as it is typed. */
export type TypedRange = Readonly<Record<RangePart, string>>

export type NumberParameter = Exclude<ParameterView, { kind: 'choice' }>

/** The name of a field of a range, apart from those of the form itself. */
export function rangeField(name: string, part: RangePart): string {
  return `range.${part}.${name}`
}

/** From half of the usual value to twice of it, within the parameter's limits. */
export function usualRange({ kind, default: usual, min, max, step }: NumberParameter): TypedRange {
  const from = Math.max(min, Math.ceil(usual / 2 / step) * step)
  const to = Math.min(max, usual > 0 ? usual * 2 : from + step * USUAL_VALUES)
  const wide = Math.ceil((to - from) / USUAL_VALUES / step) * step
  const by = kind === 'whole' ? Math.max(1, wide) : Math.max(step, wide)
  return { from: typedText(from), to: typedText(to), step: typedText(by) }
}

/** Without the last bits of sums such as 0.1 + 0.2. */
function typedText(value: number): string {
  return String(Math.round(value * GRAIN) / GRAIN)
}

/** How many combinations the ranges span; NaN while one of them says nothing. */
export function combinationsOf(ranges: readonly TypedRange[]): number {
  return ranges.reduce((count, { from, to, step }) => {
    const values = countOfRange(Number(from), Number(to), Number(step))
    return count * (Number.isFinite(values) ? values : Number.NaN)
  }, 1)
}

/** What a filled form asks for. The server refuses what cannot be run, by name. */
export function sweepOf(form: FormData, chosen: ChosenRun): CallInput<typeof startSweep> {
  const { parameters = {}, ...backtest } = backtestOf(form, chosen)
  const swept = chosen.strategy.parameters.filter(({ name }) => form.has(rangeField(name, 'from')))
  const names = swept.map(({ name }) => name)
  const fixed = Object.entries(parameters).filter(([name]) => !names.includes(name))
  const grid: GridView = Object.fromEntries(names.map((name) => [name, rangeIn(form, name)]))
  return { ...backtest, parameters: Object.fromEntries(fixed), grid }
}

function rangeIn(form: FormData, name: string): GridView[string] {
  const number = (part: RangePart) => Number(textOf(form, rangeField(name, part)))
  return { from: number('from'), to: number('to'), step: number('step') }
}
