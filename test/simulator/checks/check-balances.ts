import { type Amount, add, formatDecimal, isZero, subtract, zeroAmount } from '#core/money/money.ts'
import type { SimHouse } from '../desk/sim-house.ts'
import type { AccountState } from '../store/account-state.ts'
import { violate } from './watch-commits.ts'

type Sums = Map<string, Amount>

/** What all books hold together is what the venue says, to the last digit. */
export function checkBalances(house: SimHouse, state: AccountState): void {
  const ours = sumsOf(state, ['available', 'held'])
  for (const [asset, theirs] of house.exchange.balancesAsOf(house.world.now)) {
    const known = ours.get(asset) ?? zeroAmount
    if (known === theirs) continue
    violate(house, `I5 ${asset}: ${formatDecimal(known)} here, ${formatDecimal(theirs)} there`)
  }
}

/** What is held is held for orders, to the last digit. */
export function checkHolds(house: SimHouse, state: AccountState): void {
  const left = sumsOf(state, ['held'])
  for (const { holdAsset, holdAmount } of state.orders.values()) {
    if (holdAsset !== null) {
      left.set(holdAsset, subtract(left.get(holdAsset) ?? zeroAmount, holdAmount))
    }
  }
  for (const [asset, amount] of left) {
    if (!isZero(amount)) violate(house, `I16 ${asset}: ${formatDecimal(amount)} held for no order`)
  }
}

function sumsOf({ balances }: AccountState, kinds: readonly string[]): Sums {
  const sums: Sums = new Map()
  for (const [key, amount] of balances) {
    const [, asset = '', kind = ''] = key.split(' ')
    if (kinds.includes(kind)) sums.set(asset, add(sums.get(asset) ?? zeroAmount, amount))
  }
  return sums
}
