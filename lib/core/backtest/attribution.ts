import type { Trade } from '#core/backtest/trade-log.ts'

export const ATTRIBUTED_BY = ['exitReason', 'signal', 'tag', 'side'] as const

export type Attribution = {
  readonly by: (typeof ATTRIBUTED_BY)[number]
  readonly key: string
  readonly trades: number
  readonly won: number
  readonly pnl: number
}

/** Where profit and loss came from: trades grouped four ways, each way by profit, the best first. */
export function attribute(trades: readonly Trade[]): Attribution[] {
  return ATTRIBUTED_BY.flatMap((by) => {
    const groups = Map.groupBy(trades, (trade) => trade[by])
    const rows = [...groups].flatMap(([key, group]) =>
      key === null ? [] : [rowOf(by, key, group)],
    )
    return rows.sort((a, b) => b.pnl - a.pnl)
  })
}

function rowOf(by: Attribution['by'], key: string, trades: readonly Trade[]): Attribution {
  const won = trades.filter(({ pnl }) => pnl > 0).length
  const pnl = trades.reduce((sum, trade) => sum + trade.pnl, 0)
  return { by, key, trades: trades.length, won, pnl }
}
