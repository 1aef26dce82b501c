/** What a sweep keeps of each set of values, in the order of its columns. */
export const SWEEP_FIGURES = ['finalEquity', 'trades', 'won', 'drawdownMax'] as const
export type SweepFigure = (typeof SWEEP_FIGURES)[number]
export type SweepRow = Readonly<Record<SweepFigure, number>>

/** Counts trades as they are closed; the fall of the equity is seen from trade to trade. */
export class SweepTally {
  private trades = 0
  private won = 0
  private equity: number
  private highest: number
  private drawdownMax = 0

  constructor(cash: number) {
    this.equity = cash
    this.highest = cash
  }

  add(pnl: number): void {
    this.trades += 1
    if (pnl > 0) this.won += 1
    this.equity += pnl
    if (this.equity > this.highest) this.highest = this.equity
    const drawdown = 1 - this.equity / this.highest
    if (drawdown > this.drawdownMax) this.drawdownMax = drawdown
  }

  row(finalEquity: number): SweepRow {
    const { trades, won, drawdownMax } = this
    return { finalEquity, trades, won, drawdownMax }
  }
}
