/** A position as the wallet sees it. */
export type Holding = {
  readonly position: number
  /** The price at which it is valued now. */
  readonly mark: number
}

/** Cash that the desks of a run share, one desk for each instrument. */
export class Wallet {
  cash: number
  private readonly holdings: Holding[] = []

  constructor(cash: number) {
    this.cash = cash
  }

  join(holding: Holding): void {
    this.holdings.push(holding)
  }

  equity(): number {
    return this.cash + this.valueOf((holding) => holding.position * holding.mark)
  }

  /** Cash and what the positions other than this one are worth. */
  equityWithout(holding: Holding): number {
    return this.cash + this.valueOf((each) => (each === holding ? 0 : each.position * each.mark))
  }

  /** The largest notional of a new position that the equity not bound by others can carry, its fee included. */
  affordable(leverage: number, feeRate: number): number {
    const bound = this.valueOf((each) => Math.abs(each.position * each.mark)) / leverage
    return (this.equity() - bound) / (1 / leverage + feeRate)
  }

  private valueOf(part: (holding: Holding) => number): number {
    let sum = 0
    for (const holding of this.holdings) sum += part(holding)
    return sum
  }
}
