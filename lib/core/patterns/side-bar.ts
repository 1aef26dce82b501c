/**
 * The newest bar as one side sees it: detectors are written for rising prices, and the falling side is told every
 * price with its sign turned. An array and not fields or arguments: numbers handed from function to function would
 * be boxed, which costs more than the detectors do.
 */
export class SideBar {
  private readonly prices = new Float64Array(3)

  set(high: number, low: number, close: number): void {
    this.prices[0] = high
    this.prices[1] = low
    this.prices[2] = close
  }

  get high(): number {
    return this.prices[0]!
  }

  get low(): number {
    return this.prices[1]!
  }

  get close(): number {
    return this.prices[2]!
  }
}
