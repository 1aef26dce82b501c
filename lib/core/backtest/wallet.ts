/** A position as the wallet sees it. */
export type Holding = {
  readonly position: number
  /** The price at which it is valued now. */
  readonly mark: number
}

/** Cash that the brokers of a run share, one for each instrument. */
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
    let equity = this.cash
    for (const { position, mark } of this.holdings) equity += position * mark
    return equity
  }

  /** Cash and what the positions other than this one are worth. */
  equityWithout(holding: Holding): number {
    let equity = this.cash
    for (const each of this.holdings) if (each !== holding) equity += each.position * each.mark
    return equity
  }

  /** The largest notional of a new position that the equity not bound by others can carry, its fee included. */
  affordable(leverage: number, feeRate: number): number {
    let free = this.cash
    for (const { position, mark } of this.holdings) {
      free += position * mark - Math.abs(position * mark) / leverage
    }
    return free / (1 / leverage + feeRate)
  }
}
