import type { Value } from '#api/codecs/portfolio.ts'
import type { Totals } from '#api/codecs/report.ts'
import type { AssetId } from '#core/market/instrument.ts'
import type { OwnedPosition } from '#store/read-positions.ts'
import { worthOf } from '#usecases/positions/list-positions.ts'
import type { Valuer } from '#usecases/valuation/open-valuer.ts'
import { sumValues } from '#usecases/valuation/sum-values.ts'

type Profit = Pick<Totals, 'realizedPnl' | 'unrealizedPnl'>

/** What positions earned and would earn, each taken from its quote asset to the valuation currency. */
export function profitOf(owned: readonly OwnedPosition[], valuer: Valuer): Profit {
  const profits = profitsOf(owned, valuer).map(({ inCurrency }) => inCurrency)
  return {
    realizedPnl: sumValues(profits.map(({ realizedPnl }) => realizedPnl)),
    unrealizedPnl: sumValues(profits.map(({ unrealizedPnl }) => unrealizedPnl)),
  }
}

/** The same for each position, in both. */
export function profitsOf(owned: readonly OwnedPosition[], valuer: Valuer) {
  return owned.map(({ position, venueId, quoteAsset }) => {
    const inQuote: Profit = {
      realizedPnl: { kind: 'valued', amount: position.realizedPnl, isStale: false },
      unrealizedPnl: worthOf(position, valuer).unrealizedPnl,
    }
    const converted = (value: Value) => inCurrency(value, { venueId, asset: quoteAsset, valuer })
    return {
      position,
      quoteAsset,
      inQuote,
      inCurrency: {
        realizedPnl: converted(inQuote.realizedPnl),
        unrealizedPnl: converted(inQuote.unrealizedPnl),
      },
    }
  })
}

function inCurrency(
  value: Value,
  { valuer, ...of }: Pick<OwnedPosition, 'venueId'> & { asset: AssetId; valuer: Valuer },
): Value {
  if (value.kind === 'unvalued') return value
  const converted = valuer.valueOf({ ...of, amount: value.amount })
  return converted.kind === 'valued'
    ? { ...converted, isStale: converted.isStale || value.isStale }
    : converted
}
