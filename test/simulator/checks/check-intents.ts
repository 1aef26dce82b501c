import type { Intent } from '../desk/intents.ts'
import type { SimHouse } from '../desk/sim-house.ts'
import { violate } from './watch-commits.ts'

/** However often it was asked for: one intent, one order, one audit row, and an answer that names that order. */
export function checkIntents(
  house: SimHouse,
  {
    intents,
    answers,
  }: { readonly intents: readonly Intent[]; readonly answers: ReadonlyMap<number, string> },
): void {
  const { audits, accounts } = house.database
  const orders = [...(accounts.get(house.account.accountId)?.orders.values() ?? [])]
  for (const { index, order } of intents) {
    const requestId = `intent-${index}`
    const made = orders.filter((each) => each.requestId === requestId)
    const [first] = made
    if (made.length !== 1) violate(house, `I6 ${requestId} made ${made.length} orders`)
    if (first !== undefined && answers.get(index) !== first.id) {
      violate(house, `I6 ${requestId} was answered ${answers.get(index)} and made ${first.id}`)
    }
    const rows = audits.filter((row) => row.requestId === requestId).length
    // A signal that is asked again is audited again: only a key makes a request one.
    const isOnce = order.origin.signalId === null ? rows === 1 : rows >= 1
    if (!isOnce) violate(house, `I24 ${requestId} has ${rows} audit rows`)
  }
}
