import * as z from 'zod'
import {
  INDICATOR_KINDS,
  INDICATORS,
  type IndicatorKind,
  type Parameters,
} from './indicator-catalog.ts'

export const INDICATORS_MAX = 12
const ID_LENGTH_MAX = 40

const choiceSchema = z.object({
  id: z.string().min(1).max(ID_LENGTH_MAX),
  kind: z.enum(INDICATOR_KINDS),
  parameters: z.record(z.string(), z.number()).catch({}),
})

/** An indicator on someone's chart, with every parameter within its limits. */
export type IndicatorChoice = {
  readonly id: string
  readonly kind: IndicatorKind
  readonly parameters: Parameters
}

/** Indicators as they were kept; one that is not understood is left out alone. */
export const indicatorsSchema = z.array(z.unknown()).transform((kept): readonly IndicatorChoice[] =>
  kept
    .flatMap((each) => {
      const choice = choiceSchema.safeParse(each)
      return choice.success ? [withinLimits(choice.data)] : []
    })
    .slice(0, INDICATORS_MAX),
)

/** A choice with what its kind begins with. */
export function newChoice(kind: IndicatorKind, id: string): IndicatorChoice {
  return withinLimits({ id, kind, parameters: {} })
}

/** Steps are decimals that a binary fraction misses: what is finer than this is noise. */
const PARTS_PER_ONE = 1_000_000

/** The choice with its parameters brought to whole steps within their limits; unknown ones fall away. */
export function withinLimits({ id, kind, parameters }: IndicatorChoice): IndicatorChoice {
  const entries = INDICATORS[kind].parameters.map(({ key, initial, min, max, step }) => {
    const wanted = parameters[key] ?? initial
    const finite = Number.isFinite(wanted) ? wanted : initial
    const steps = Math.round(Math.min(max, Math.max(min, finite)) / step)
    return [key, Math.round(steps * step * PARTS_PER_ONE) / PARTS_PER_ONE] as const
  })
  return { id, kind, parameters: Object.fromEntries(entries) }
}

/** 'EMA 20', 'MACD 12 26 9'. */
export function choiceName({ kind, parameters }: IndicatorChoice): string {
  const { name, parameters: known } = INDICATORS[kind]
  return [name, ...known.map(({ key, initial }) => parameters[key] ?? initial)].join(' ')
}
