import { SECOND_MS } from '#core/time/time.ts'
import { CIRCUIT_KINDS } from '#ports/venue.ts'
import { tellCircuit } from '#usecases/accounts/tell-circuit.ts'
import type { AccountDesk } from './account-desk.ts'

export const CIRCUITS_EVERY_MS = SECOND_MS

/** One look at the account's circuits: those that are open are probed when it is time, and what holds is kept. */
export async function watchCircuits(desk: AccountDesk): Promise<void> {
  const { circuits } = desk.ctx.venue
  if (circuits === undefined) return
  await circuits.probe()
  const isOpen = circuits.state('place') !== 'closed'
  if (isOpen === desk.circuit.isTold) return
  await tellCircuit({ ...desk.ctx, db: desk.db }, { isOpen })
  desk.circuit.isTold = isOpen
  if (!isOpen) desk.ordersDue.ring()
}

/** Whether orders go out; cancels and reads go by circuits of their own. */
export function sendsOrders({ ctx }: Pick<AccountDesk, 'ctx'>): boolean {
  return (ctx.venue.circuits?.state('place') ?? 'closed') === 'closed'
}

/** What the heartbeat tells of circuits that are not closed, for the System page and the alerts. */
export function breakersOf({ ctx, row }: Pick<AccountDesk, 'ctx' | 'row'>): readonly Breaker[] {
  const { circuits } = ctx.venue
  if (circuits === undefined) return []
  return CIRCUIT_KINDS.map((kind) => ({
    name: `${row.venueId}/${kind}/${row.accountId}`,
    state: circuits.state(kind),
    sinceAt: circuits.since(kind),
  })).filter(({ state }) => state !== 'closed')
}

type Breaker = {
  readonly name: string
  readonly state: string
  readonly sinceAt: number | null
}
