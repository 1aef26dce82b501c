import type { AccountView } from '#api/codecs/client.ts'
import type { OrderView } from '#api/codecs/order.ts'
import type { BooksView } from '#api/codecs/proof.ts'
import type { BooksState } from '#core/ledger/books-state.ts'

/** Something at a place needs a person. */
export type PlaceMark = { readonly tone: 'stop' | 'attention'; readonly text: string }

export type MarkFacts = {
  readonly accounts: readonly AccountView[]
  readonly books: readonly BooksView[]
  readonly openOrders: readonly OrderView[]
}

/** An order that was sent and of which the venue has said nothing for so long. */
export const UNANSWERED_MS = 5_000

/** What needs a person, by the place where it is dealt with. */
export function placeMarks(facts: MarkFacts, now: number | null): ReadonlyMap<string, PlaceMark> {
  const marks = new Map<string, PlaceMark>()
  const accounts = accountsMark(facts)
  const orders = ordersMark(facts.openOrders, now)
  if (accounts !== null) marks.set('/desk/accounts', accounts)
  if (orders !== null) marks.set('/desk/orders', orders)
  return marks
}

const BROKEN: readonly BooksState[] = ['OPEN', 'UNRESOLVED']
const DOUBTFUL: readonly BooksState[] = ['SUSPECT', 'STALE']

/** The worst comes first: a break, a refused key, a halt, books that cannot be proven. */
function accountsMark({ accounts, books }: MarkFacts): PlaceMark | null {
  const broken = books.filter(({ state }) => BROKEN.includes(state)).length
  if (broken > 0) return { tone: 'stop', text: `${counted(broken, 'account')} with a break` }
  const living = accounts.filter(({ archivedAt }) => archivedAt === null)
  const refused = living.filter(({ status }) => status === 'REFUSED').length
  if (refused > 0) return { tone: 'stop', text: `${counted(refused, 'venue key')} refused` }
  const halted = living.filter(({ tradingState }) => tradingState !== 'ACTIVE').length
  if (halted > 0) return { tone: 'attention', text: `${counted(halted, 'account')} halted` }
  const doubtful = books.filter(({ state }) => DOUBTFUL.includes(state)).length
  if (doubtful === 0) return null
  return { tone: 'attention', text: `${counted(doubtful, 'account')} not proven` }
}

function ordersMark(orders: readonly OrderView[], now: number | null): PlaceMark | null {
  const inDoubt = orders.filter((order) => isInDoubt(order, now)).length
  return inDoubt === 0 ? null : { tone: 'attention', text: `${counted(inDoubt, 'order')} in doubt` }
}

function isInDoubt({ state, sentAt }: OrderView, now: number | null): boolean {
  if (state === 'QUARANTINED') return true
  return state === 'SENDING' && sentAt !== null && now !== null && now - sentAt > UNANSWERED_MS
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
