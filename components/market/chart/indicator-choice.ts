import * as z from 'zod'

export const INDICATORS_MAX = 12
const ID_LENGTH_MAX = 40
const KIND_LENGTH_MAX = 40

export type Parameters = Readonly<Record<string, number>>

/** An indicator as someone's chart keeps it; what its kind is, is known once the catalogue is there. */
export type IndicatorChoice = {
  readonly id: string
  readonly kind: string
  readonly parameters: Parameters
}

const choiceSchema = z.object({
  id: z.string().min(1).max(ID_LENGTH_MAX),
  kind: z.string().min(1).max(KIND_LENGTH_MAX),
  parameters: z.record(z.string(), z.number()).catch({}),
})

/** Indicators as they were kept; one that is not understood is left out alone. */
export const indicatorsSchema = z.array(z.unknown()).transform((kept): readonly IndicatorChoice[] =>
  kept
    .flatMap((each) => {
      const choice = choiceSchema.safeParse(each)
      return choice.success ? [choice.data] : []
    })
    .slice(0, INDICATORS_MAX),
)

/** A choice with what its kind begins with. */
export function newChoice(kind: string, id: string): IndicatorChoice {
  return { id, kind, parameters: {} }
}
