import { SECOND_MS } from '#core/time/time.ts'
import type { WeightGate } from '../venues/weight-gate.ts'

const SILENCE_DEFAULT_SECONDS = 30

/** Tells the gate what an answer says of our budget: the venue's own count, and for how long it wants silence. */
export function tellBudget(gate: WeightGate, { status, headers }: Response): void {
  const used = Number(headers.get('x-mbx-used-weight-1m'))
  if (used > 0) gate.tellUsed(used)
  if (status !== 429 && status !== 418) return
  const seconds = Number(headers.get('retry-after')) || SILENCE_DEFAULT_SECONDS
  gate.close(seconds * SECOND_MS)
}
