import { SECOND_MS } from '#core/time/time.ts'

/** Of the steps between bars, how many must fit a timeframe before it is believed against the file's name. */
const FITTING_SHARE = 0.99
const STEPS_MIN = 30

/**
 * The timeframe of a series: what its steps say, or what is claimed where the steps allow it, for most bars of a
 * quiet market are missing. Null for fewer than two times without a claim.
 */
export function findStep(times: Float64Array, claimedMs: number | null): number | null {
  const steps = countSteps(times)
  const modal = [...steps].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0]
  if (modal === undefined) return claimedMs
  const fitting = shareFitting(steps, modal)
  if (claimedMs !== null && modal % claimedMs === 0) {
    const isLonger = modal > claimedMs && fitting >= FITTING_SHARE && times.length > STEPS_MIN
    return isLonger ? modal : claimedMs
  }
  return fitting >= FITTING_SHARE ? modal : commonStep(steps, modal)
}

function countSteps(times: Float64Array): Map<number, number> {
  const steps = new Map<number, number>()
  let run = 0
  for (let i = 1; i < times.length; i++) {
    const step = (times[i] as number) - (times[i - 1] as number)
    run += 1
    // Nearly all steps are alike: the map is asked once a run.
    if (i + 1 < times.length && (times[i + 1] as number) - (times[i] as number) === step) continue
    steps.set(step, (steps.get(step) ?? 0) + run)
    run = 0
  }
  return steps
}

function shareFitting(steps: ReadonlyMap<number, number>, stepMs: number): number {
  let fitting = 0
  let all = 0
  for (const [step, count] of steps) {
    all += count
    if (step % stepMs === 0) fitting += count
  }
  return fitting / all
}

/** The longest step of which nearly all others are multiples, among those that occur; else the usual one. */
function commonStep(steps: ReadonlyMap<number, number>, modal: number): number {
  const common = [...steps.keys()]
    .filter((step) => step >= SECOND_MS && step < modal)
    .sort((a, b) => b - a)
    .find((step) => shareFitting(steps, step) >= FITTING_SHARE)
  return common ?? modal
}
