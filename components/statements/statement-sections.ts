import type { Statement } from '#api/codecs/report.ts'
import { decimalsOf } from '#components/ui/money-text.ts'
import { type Amount, add, isEqual, subtract, zeroAmount } from '#core/money/money.ts'

export type StatementLine = Statement['lines'][number]
export type StatementAsset = Statement['assets'][number]

/** What happened to one asset: opening + lines = closing, added up again here, in the reader's browser. */
export type StatementSection = StatementAsset & {
  readonly lines: readonly StatementLine[]
  readonly change: Amount
  readonly fees: Amount
  /** Whether the lines lead from the opening to the closing balance, to the last digit. */
  readonly foots: boolean
  /** As many decimals as the longest figure of the section has, so that points stand under each other. */
  readonly decimals: number
}

/** A statement asset by asset, in the statement's order. */
export function statementSections({ assets, lines }: Statement): readonly StatementSection[] {
  return assets.map((asset) =>
    sectionOf(
      asset,
      lines.filter((line) => line.asset === asset.asset),
    ),
  )
}

function sectionOf(asset: StatementAsset, lines: readonly StatementLine[]): StatementSection {
  const figures = [
    asset.opening,
    asset.closing,
    ...lines.flatMap(({ amount, fee, balance }) => [amount, fee, balance]),
  ]
  return {
    ...asset,
    lines,
    change: subtract(asset.closing, asset.opening),
    fees: lines.reduce((sum, { fee }) => add(sum, fee), zeroAmount),
    foots: isFooted(asset, lines),
    decimals: figures.reduce((most, figure) => Math.max(most, decimalsOf(figure)), 0),
  }
}

/** Every line's balance is the one before plus its amount, and the last one is the closing balance. */
function isFooted(asset: StatementAsset, lines: readonly StatementLine[]): boolean {
  let running = asset.opening
  for (const { amount, balance } of lines) {
    running = add(running, amount)
    if (!isEqual(running, balance)) return false
  }
  return isEqual(running, asset.closing)
}
