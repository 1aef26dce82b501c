export const MINUTE_MS = 60_000
const CAPACITY_START = 50_000

/** A candle in ticks and lots; quote volumes in tick-lots. */
export type Candle = {
  openAt: number
  open: number
  high: number
  low: number
  close: number
  lots: number
  tickLots: bigint
  trades: number
  buyLots: number
  buyTickLots: bigint
}

/**
 * One symbol's minutes without gaps, as columns: a month of them costs three megabytes. A minute without a trade
 * repeats the last close with no volume, as the dialect's klines do.
 */
export class MinuteCandles {
  /** Open time of minute 0. */
  firstOpenAt = 0
  length = 0
  private prices = new Float64Array(CAPACITY_START * 4)
  private volumes = new Float64Array(CAPACITY_START * 3)
  private quoteVolumes = new BigInt64Array(CAPACITY_START * 2)

  /** Open time of the running minute, or 0 while empty. */
  lastOpenAt(): number {
    return this.length === 0 ? 0 : this.firstOpenAt + (this.length - 1) * MINUTE_MS
  }

  lastClose(): number {
    return this.length === 0 ? 0 : (this.prices[(this.length - 1) * 4 + 3] ?? 0)
  }

  indexOf(at: number): number {
    return Math.floor((at - this.firstOpenAt) / MINUTE_MS)
  }

  /** Appends the candle that follows the last one; missing minutes in between are filled flat. */
  append(candle: Candle): void {
    if (this.length === 0) this.firstOpenAt = candle.openAt
    this.extendTo(candle.openAt - MINUTE_MS)
    this.grow()
    this.write(this.length++, candle)
  }

  /** Makes sure that the minute of `at` exists. */
  extendTo(at: number): void {
    if (this.length === 0) return
    const close = this.lastClose()
    for (let next = this.lastOpenAt() + MINUTE_MS; next <= at; next += MINUTE_MS) {
      this.grow()
      this.write(this.length++, flat(next, close))
    }
  }

  addTrade(at: number, ticks: number, lots: number, isBuyerMaker: boolean): void {
    const openAt = Math.floor(at / MINUTE_MS) * MINUTE_MS
    if (this.length === 0) this.append(flat(openAt, ticks))
    else this.extendTo(openAt)
    const candle = this.at(this.length - 1)
    const value = BigInt(ticks) * BigInt(lots)
    if (candle.trades === 0) candle.open = candle.high = candle.low = ticks
    candle.high = Math.max(candle.high, ticks)
    candle.low = Math.min(candle.low, ticks)
    candle.close = ticks
    candle.lots += lots
    candle.tickLots += value
    candle.trades += 1
    if (!isBuyerMaker) {
      candle.buyLots += lots
      candle.buyTickLots += value
    }
    this.write(this.length - 1, candle)
  }

  at(index: number): Candle {
    return {
      openAt: this.firstOpenAt + index * MINUTE_MS,
      open: this.prices[index * 4] ?? 0,
      high: this.prices[index * 4 + 1] ?? 0,
      low: this.prices[index * 4 + 2] ?? 0,
      close: this.prices[index * 4 + 3] ?? 0,
      lots: this.volumes[index * 3] ?? 0,
      tickLots: this.quoteVolumes[index * 2] ?? 0n,
      trades: this.volumes[index * 3 + 1] ?? 0,
      buyLots: this.volumes[index * 3 + 2] ?? 0,
      buyTickLots: this.quoteVolumes[index * 2 + 1] ?? 0n,
    }
  }

  /** Joins minutes [from, to) into one candle; null when there are none. */
  join(from: number, to: number): Candle | null {
    const first = Math.max(from, 0)
    const end = Math.min(to, this.length)
    if (first >= end) return null
    const joined = this.at(first)
    for (let i = first + 1; i < end; i++) {
      joined.high = Math.max(joined.high, this.prices[i * 4 + 1] ?? 0)
      joined.low = Math.min(joined.low, this.prices[i * 4 + 2] ?? 0)
      joined.close = this.prices[i * 4 + 3] ?? 0
      joined.lots += this.volumes[i * 3] ?? 0
      joined.trades += this.volumes[i * 3 + 1] ?? 0
      joined.buyLots += this.volumes[i * 3 + 2] ?? 0
      joined.tickLots += this.quoteVolumes[i * 2] ?? 0n
      joined.buyTickLots += this.quoteVolumes[i * 2 + 1] ?? 0n
    }
    return joined
  }

  private write(index: number, candle: Candle): void {
    this.prices.set([candle.open, candle.high, candle.low, candle.close], index * 4)
    this.volumes.set([candle.lots, candle.trades, candle.buyLots], index * 3)
    this.quoteVolumes[index * 2] = candle.tickLots
    this.quoteVolumes[index * 2 + 1] = candle.buyTickLots
  }

  private grow(): void {
    if (this.length * 4 < this.prices.length) return
    const capacity = this.length * 2
    const prices = new Float64Array(capacity * 4)
    const volumes = new Float64Array(capacity * 3)
    const quoteVolumes = new BigInt64Array(capacity * 2)
    prices.set(this.prices)
    volumes.set(this.volumes)
    quoteVolumes.set(this.quoteVolumes)
    this.prices = prices
    this.volumes = volumes
    this.quoteVolumes = quoteVolumes
  }
}

function flat(openAt: number, ticks: number): Candle {
  return {
    openAt,
    open: ticks,
    high: ticks,
    low: ticks,
    close: ticks,
    lots: 0,
    tickLots: 0n,
    trades: 0,
    buyLots: 0,
    buyTickLots: 0n,
  }
}
