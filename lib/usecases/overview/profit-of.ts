import type { Value } from '#api/codecs/portfolio.ts'
import type { Totals } from '#api/codecs/report.ts'
import type { OwnedPosition } from '#store/read-positions.ts'
import { worthOf } from '#usecases/positions/list-positions.ts'
import type { Valuer } from '#usecases/valuation/open-valuer.ts'
import { sumValues } from '#usecases/valuation/sum-values.ts'

/** What positions earned and would earn, each taken from its quote asset to the valuation currency. */
export function profitOf(
  owned: readonly OwnedPosition[],
  valuer: Valuer,
): Pick<Totals, 'realizedPnl' | 'unrealizedPnl'> {
  const inCurrency = ({ venueId, quoteAsset: asset }: OwnedPosition, value: Value): Value => {
    if (value.kind === 'unvalued') return value
    const converted = valuer.valueOf({ venueId, asset, amount: value.amount })
    return converted.kind === 'valued'
      ? { ...converted, isStale: converted.isStale || value.isStale }
      : converted
  }
  const realized = owned.map((one) =>
    inCurrency(one, { kind: 'valued', amount: one.position.realizedPnl, isStale: false }),
  )
  const unrealized = owned.map((one) =>
    inCurrency(one, worthOf(one.position, valuer).unrealizedPnl),
  )
  return { realizedPnl: sumValues(realized), unrealizedPnl: sumValues(unrealized) }
}
