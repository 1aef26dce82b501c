const LONGEST = 5_000

/** A number of bars, with its own words. */
export function barsParameter<const Told extends { label: string; help: string }>(
  usual: number,
  told: Told,
  min = 1,
) {
  return { kind: 'whole', default: usual, min, max: LONGEST, step: 1, ...told } as const
}

export const DIRECTION = {
  kind: 'choice',
  default: 'long',
  choices: ['long', 'both'],
  label: 'Direction',
  help: 'Whether a sell signal only closes what is held, or also enters short.',
} as const
