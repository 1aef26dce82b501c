import type { AssetId } from '#core/market/instrument.ts'
import { type MarkedMarket, valueIn } from '#core/market/mark.ts'
import { type Amount, add, isZero, zeroAmount } from '#core/money/money.ts'

/** The sum of holdings at mark; or which assets have no mark. Unknown is never 0. */
export type Equity =
  | { readonly kind: 'valued'; readonly amount: Amount; readonly isStale: boolean }
  | { readonly kind: 'unvalued'; readonly unvaluedAssets: readonly AssetId[] }

/** Values what is owned in one asset. An asset of which nothing is owned needs no mark. */
export function equityOf(input: {
  readonly holdings: readonly { readonly asset: AssetId; readonly total: Amount }[]
  readonly target: AssetId
  readonly markets: readonly MarkedMarket[]
}): Equity {
  const { target, markets } = input
  const unvaluedAssets = new Set<AssetId>()
  let amount = zeroAmount
  let isStale = false
  for (const { asset, total } of input.holdings) {
    if (isZero(total)) continue
    const valuation = valueIn({ asset, amount: total, target, markets })
    if (valuation.kind === 'unvalued') {
      unvaluedAssets.add(asset)
      continue
    }
    amount = add(amount, valuation.amount)
    isStale ||= valuation.isStale
  }
  if (unvaluedAssets.size > 0) return { kind: 'unvalued', unvaluedAssets: [...unvaluedAssets] }
  return { kind: 'valued', amount, isStale }
}
