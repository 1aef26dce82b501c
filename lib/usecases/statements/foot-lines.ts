import type { Statement } from '#api/codecs/report.ts'
import type { AssetId } from '#core/market/instrument.ts'
import { type Amount, add, subtract, zeroAmount } from '#core/money/money.ts'
import type { LedgerLine } from '#store/read-statement.ts'
import { describeLine } from './describe-line.ts'

export type FootedLines = {
  readonly assets: readonly {
    readonly asset: AssetId
    readonly opening: Amount
    readonly closing: Amount
  }[]
  readonly lines: Statement['lines']
}

/** Gives every line the balance after it, from opening balances that lead to exactly these closing ones. */
export function footLines(
  changes: readonly LedgerLine[],
  closings: ReadonlyMap<AssetId, Amount>,
): FootedLines {
  const openings = new Map(closings)
  const balanceOf = (balances: ReadonlyMap<AssetId, Amount>, asset: AssetId) =>
    balances.get(asset) ?? zeroAmount
  for (const { asset, amount } of changes) {
    openings.set(asset, subtract(balanceOf(openings, asset), amount))
  }
  const running = new Map(openings)
  const lines = changes.map((change) => {
    const balance = add(balanceOf(running, change.asset), change.amount)
    running.set(change.asset, balance)
    return lineOf(change, balance)
  })
  const assets = [...openings.keys()].sort().map((asset) => ({
    asset,
    opening: balanceOf(openings, asset),
    closing: balanceOf(closings, asset),
  }))
  return { assets, lines }
}

function lineOf(change: LedgerLine, balance: Amount): Statement['lines'][number] {
  const { fill, note: _told, ...shown } = change
  return {
    ...shown,
    instrumentId: fill?.instrumentId ?? null,
    orderId: fill?.orderId ?? null,
    description: describeLine(change),
    balance,
  }
}
