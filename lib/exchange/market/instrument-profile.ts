/** What kind of market an instrument is. Money figures are in the quote asset. */
export type InstrumentProfile = {
  /** Where the price stands when nobody says otherwise, as text. */
  readonly referencePrice: string
  /** Standard deviation of a day's log return, in the long run. */
  readonly dailyVolatility: number
  /** Correlation of its returns with the common factor, which is BTC. */
  readonly factorLoading: number
  /** The usual distance between best bid and best ask, as a share of the price. */
  readonly spread: number
  /** Money a maker shows at one price near the touch. */
  readonly levelNotional: number
  /** Arrivals of takers per second in quiet weather. */
  readonly takersPerSecond: number
  /** Money an average taker trades. */
  readonly takerNotional: number
}

const PROFILES: Readonly<Record<string, InstrumentProfile>> = {
  BTC: profile('65000', 0.03, 1, 0.000_06, 45_000, 0.9, 3_000),
  ETH: profile('3200', 0.038, 0.8, 0.000_07, 30_000, 0.7, 2_000),
  SOL: profile('150', 0.048, 0.74, 0.000_1, 16_000, 0.5, 1_200),
  BNB: profile('580', 0.034, 0.7, 0.000_1, 14_000, 0.35, 1_200),
  XRP: profile('2.1', 0.045, 0.64, 0.000_1, 12_000, 0.4, 900),
  ADA: profile('0.65', 0.048, 0.66, 0.000_15, 8_000, 0.3, 600),
  DOGE: profile('0.18', 0.052, 0.66, 0.000_12, 9_000, 0.4, 700),
  AVAX: profile('48', 0.05, 0.68, 0.000_15, 7_000, 0.3, 600),
}

/** An instrument the table does not know trades as a middling alternative coin at a price of one. */
const UNKNOWN_BASE = profile('1', 0.05, 0.65, 0.000_15, 6_000, 0.3, 500)

export function instrumentProfile(base: string): InstrumentProfile {
  return PROFILES[base] ?? UNKNOWN_BASE
}

function profile(
  referencePrice: string,
  dailyVolatility: number,
  factorLoading: number,
  spread: number,
  levelNotional: number,
  takersPerSecond: number,
  takerNotional: number,
): InstrumentProfile {
  return {
    referencePrice,
    dailyVolatility,
    factorLoading,
    spread,
    levelNotional,
    takersPerSecond,
    takerNotional,
  }
}
