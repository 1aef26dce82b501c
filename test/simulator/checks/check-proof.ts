import type { SimHouse } from '../desk/sim-house.ts'
import type { Proven } from '../desk/sim-proof.ts'
import { fillKeyOf } from '../store/account-state.ts'
import { violate } from './watch-commits.ts'

/** Books that have every fill the venue ever made differ from no balance that it ever had. */
export function checkProof(house: SimHouse, proven: Proven | null): void {
  if (proven?.kind !== 'differ') return
  const { fills } = proven.state
  const isComplete = house.exchange.fills.every((fill) => fills.has(fillKeyOf(fill)))
  if (isComplete) violate(house, 'I5 a proof calls complete books wrong')
}
