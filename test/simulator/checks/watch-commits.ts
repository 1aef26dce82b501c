import {
  add,
  isAbove,
  isBelow,
  isNegative,
  type Quantity,
  subtract,
  zeroQuantity,
} from '#core/money/money.ts'
import { isTerminal } from '#core/orders/order-state.ts'
import type { OrderRecord } from '#ports/order-path-store.ts'
import type { SimHouse } from '../desk/sim-house.ts'
import { type AccountState, positionKey } from '../store/account-state.ts'
import type { Commit } from '../store/sim-database.ts'

type Move = {
  readonly house: SimHouse
  readonly commit: Commit
  readonly before: OrderRecord
  readonly after: OrderRecord
}

/** What is wrong with one order's move, or null. */
type Rule = { readonly invariant: string; readonly breach: (move: Move) => string | null }

const RULES: readonly Rule[] = [
  {
    invariant: 'I15',
    breach: ({ before, after }) =>
      isBelow(after.filledQuantity, before.filledQuantity) ? 'lost a fill' : null,
  },
  {
    invariant: 'I15',
    breach: ({ after: { quantity, filledQuantity } }) =>
      quantity !== null && isAbove(filledQuantity, quantity) ? 'filled more than ordered' : null,
  },
  {
    invariant: 'I15',
    breach: ({ before, after }) =>
      isTerminal(before.state) && after.state !== before.state && after.state !== 'FILLED'
        ? 'left its end'
        : null,
  },
  {
    invariant: 'I7',
    breach: (move) => (isClaim(move) && isHalted(move) ? 'was claimed after the switch' : null),
  },
  {
    invariant: 'I8',
    breach: (move) => {
      const lease = move.house.database.leases.get(move.after.accountId)
      const isStale = lease?.token !== move.after.claimToken
      return isClaim(move) && isStale ? 'was claimed by a stale token' : null
    },
  },
  {
    invariant: 'I16',
    breach: (move) =>
      isClaim(move) && isTwice(move) ? 'was claimed beside the order that it replaces' : null,
  },
  {
    invariant: 'I11',
    breach: (move) => (isClaim(move) && isUnquoted(move) ? 'was claimed without a quote' : null),
  },
]

/** A replacement that is sent while what it replaces is still open would trade twice. */
function isTwice({ house, commit, after }: Move): boolean {
  const replaced = commit.after.orders.get(after.replacesOrderId ?? '')
  if (replaced === undefined) return false
  const theirs = house.exchange.openOrders()
  return theirs.some(
    ({ clientOrderId }) => clientOrderId !== null && clientOrderId === replaced.clientOrderId,
  )
}

/** What must hold of every single commit; what does not is noted in the house. */
export function watchCommits(house: SimHouse): void {
  house.database.watchers.push((commit) => {
    checkExposure(house, commit)
    for (const after of commit.after.orders.values()) {
      const before = commit.before.orders.get(after.id) ?? null
      if (before !== after) look({ house, commit, after }, before)
    }
  })
}

function look(move: Omit<Move, 'before'>, before: OrderRecord | null): void {
  const { house, commit, after } = move
  const name = `${after.id} ${before?.state ?? 'nothing'} -> ${after.state}`
  house.world.note(`${commit.by?.name} ${name} filled ${after.filledQuantity}`)
  if (before === null) return
  for (const { invariant, breach } of RULES) {
    const found = breach({ ...move, before })
    if (found !== null) violate(house, `${invariant} ${name} ${found}`)
  }
}

function isClaim({ before, after }: Move): boolean {
  return before.state === 'NEW' && after.state === 'SENDING'
}

/** By what was committed before this commit. */
function isHalted({ house, commit, after }: Move): boolean {
  const halt = house.database.halts.get(after.organizationId)
  return halt === 'HALTED' || commit.before.permit.tradingState === 'HALTED'
}

/** Quotes are good for ten seconds, as clocks tell them that may be half a second wrong. */
const QUOTE_GOOD_MS = 10_000 + 500

/** The time of the claim decides, as its process knew it; one whose clock is wrong by an hour is let off. */
function isUnquoted({ house, after }: Move): boolean {
  const { database } = house
  const quotedAt = database.market.get(after.instrumentId)?.quote?.at ?? 0
  const claimedAt = Math.min(database.now, after.claimedAt ?? 0)
  return !after.reduceOnly && claimedAt - quotedAt > QUOTE_GOOD_MS
}

/** What is not there is not spent, and what only reduces is never more than there is to reduce. */
function checkExposure(house: SimHouse, { before, after }: Commit): void {
  for (const [key, amount] of after.balances) {
    if (key.startsWith(house.bookId) && key.endsWith(' available') && isNegative(amount)) {
      violate(house, `I16 ${key} is overspent`)
    }
  }
  for (const order of after.orders.values()) {
    if (!order.reduceOnly || !isDecided(before.orders.get(order.id), order)) continue
    const position = after.positions.get(positionKey(order))?.quantity ?? zeroQuantity
    const openSells = openSellsOf(after, order)
    if (isAbove(openSells, position)) violate(house, `I17 ${order.id} sells more than there is`)
  }
}

/** An order is decided when it is made, a replacement once more when it is claimed: then what it replaces is closed. */
function isDecided(before: OrderRecord | undefined, after: OrderRecord): boolean {
  return after.replacesOrderId === null
    ? before === undefined && after.state === 'NEW'
    : before?.state === 'NEW' && after.state === 'SENDING'
}

function openSellsOf({ orders }: AccountState, like: OrderRecord): Quantity {
  return [...orders.values()]
    .filter((each) => positionKey(each) === positionKey(like))
    .filter(({ side, state }) => side === 'sell' && !isTerminal(state))
    .reduce(
      (sum, { quantity, filledQuantity }) =>
        quantity === null ? sum : add(sum, subtract(quantity, filledQuantity)),
      zeroQuantity,
    )
}

export function violate({ violations, world }: SimHouse, what: string): void {
  world.note(`VIOLATION ${what}`)
  violations.push(what)
}
