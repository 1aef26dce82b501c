import { CANCEL_MUTANTS } from './cancel-mutants.ts'
import { CLAIM_MUTANTS } from './claim-mutants.ts'
import { FILL_MUTANTS } from './fill-mutants.ts'
import type { Mutant } from './mutant.ts'
import { SETTLE_MUTANTS } from './settle-mutants.ts'
import { SWITCH_MUTANTS } from './switch-mutants.ts'

/** The defects that grade the simulator: each must be killed. */
export const MUTANTS: readonly Mutant[] = [
  ...SETTLE_MUTANTS,
  ...CLAIM_MUTANTS,
  ...FILL_MUTANTS,
  ...CANCEL_MUTANTS,
  ...SWITCH_MUTANTS,
]
