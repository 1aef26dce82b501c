import type { AssetId } from '#core/market/instrument.ts'
import { type Amount, add, formatDecimal, isZero, zeroAmount } from '#core/money/money.ts'
import { isInDoubt } from '#core/orders/order-state.ts'
import { positionFromFills } from '#core/portfolio/apply-fill.ts'
import { INSTRUMENTS, type SimHouse } from '../desk/sim-house.ts'
import { latestOf } from '../exchange/sim-exchange.ts'
import { type AccountState, fillKeyOf } from '../store/account-state.ts'
import { checkBalances, checkHolds } from './check-balances.ts'
import { violate } from './watch-commits.ts'

/** What must hold once faults have stopped and everything had its time. */
export function checkEnd(house: SimHouse): void {
  const state = house.database.account(house.account.accountId)
  checkOncePerIntent(house, state)
  checkFills(house, state)
  checkLedger(house, state)
  checkPositions(house, state)
  checkBalances(house, state)
  checkHolds(house, state)
  checkNothingStuck(house, state)
}

/** The client order id of every attempt begins with the order's. */
function checkOncePerIntent(house: SimHouse, { orders }: AccountState): void {
  const placed = Map.groupBy(house.exchange.orders, (each) => {
    const { clientOrderId, venueOrderId, instrumentId } = latestOf(each)
    return clientOrderId?.replace(/-\d+$/, '') ?? `${instrumentId} ${venueOrderId}`
  })
  for (const [name, theirs] of placed) {
    if (theirs.length > 1) violate(house, `I1 ${name} is at the venue ${theirs.length} times`)
  }
  const byName = new Map([...orders.values()].map((order) => [order.clientOrderId, order]))
  for (const each of house.exchange.orders) {
    const theirs = latestOf(each)
    const ours = byName.get(theirs.clientOrderId)
    if (ours === undefined || theirs.clientOrderId === null) continue
    if (ours.state !== theirs.state) {
      violate(house, `I13 ${ours.id} is ${ours.state} here and ${theirs.state} at the venue`)
    }
  }
}

function checkFills(house: SimHouse, { fills }: AccountState): void {
  const theirs = new Set(house.exchange.fills.map(fillKeyOf))
  for (const key of theirs) if (!fills.has(key)) violate(house, `I3 the fill ${key} is lost`)
  for (const key of fills.keys()) {
    if (!theirs.has(key)) violate(house, `I3 the fill ${key} is not the venue's`)
  }
}

function checkLedger(house: SimHouse, { ledger }: AccountState): void {
  const sums = new Map<AssetId, Amount>()
  for (const { asset, amount } of ledger.flatMap(({ postings }) => postings)) {
    sums.set(asset, add(sums.get(asset) ?? zeroAmount, amount))
  }
  for (const [asset, sum] of sums) {
    if (!isZero(sum)) violate(house, `I4 ${asset} is off by ${formatDecimal(sum)}`)
  }
}

function checkPositions(house: SimHouse, { positions, fills }: AccountState): void {
  for (const position of positions.values()) {
    const instrument = INSTRUMENTS.find(({ id }) => id === position.instrumentId)
    const { bookId, instrumentId } = position
    const own = [...fills.values()].filter(
      (fill) => fill.bookId === bookId && fill.instrumentId === instrumentId,
    )
    if (instrument === undefined) continue
    const { quantity, cost } = positionFromFills({ bookId, instrument, fills: own })
    if (quantity !== position.quantity || cost !== position.cost) {
      violate(house, `I5 the position in ${instrumentId} is not its fills`)
    }
  }
}

function checkNothingStuck(house: SimHouse, { orders }: AccountState): void {
  for (const { id, state, cancelRequestedAt } of orders.values()) {
    const isWorking = state === 'WORKING' || state === 'PARTIALLY_FILLED'
    const isStuck = isInDoubt(state) || state === 'NEW' || (isWorking && cancelRequestedAt !== null)
    if (isStuck) violate(house, `STUCK ${id} is ${state}`)
  }
}
