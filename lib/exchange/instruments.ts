import { ASSET_DECIMALS, formatScaled } from './decimal.ts'

/**
 * A spot market. Prices are integer ticks of 10^-tickDecimals quote, quantities integer lots of
 * 10^-lotDecimals base; tickDecimals + lotDecimals <= 8, so a notional is always a whole number of units.
 */
export type Instrument = {
  readonly symbol: string
  readonly base: string
  readonly quote: string
  readonly tickDecimals: number
  readonly lotDecimals: number
  readonly priceTicksMax: number
  readonly lotsMax: number
  readonly marketLotsMax: number
  /** Base units (1e-8) in one lot. */
  readonly unitsPerLot: bigint
  /** Quote units (1e-8) in one tick times one lot. */
  readonly unitsPerTickLot: bigint
}

/** NOTIONAL filter, in whole units of the quote asset. */
export const NOTIONAL_MIN = 5n
export const NOTIONAL_MAX = 9_000_000n
/** PERCENT_PRICE_BY_SIDE: how far a limit may lie from the average of the last minutes. */
export const PRICE_MULTIPLIER_UP = 5n
/** The lower bound is the average divided by this: 0.2. */
export const PRICE_DIVISOR_DOWN = 5n
export const AVERAGE_PRICE_MINUTES = 5
/** Binance says 200; this exchange also serves load tests. */
export const OPEN_ORDERS_MAX = 5_000
export const OPEN_STOP_ORDERS_MAX = 100

type Shape = readonly [
  base: string,
  tickDecimals: number,
  lotDecimals: number,
  priceMax: number,
  quantityMax: number,
  marketQuantityMax: number,
]

const SHAPES: readonly Shape[] = [
  ['BTC', 2, 5, 1_000_000, 9_000, 120],
  ['ETH', 2, 4, 1_000_000, 9_000, 2_400],
  ['SOL', 2, 3, 100_000, 90_000, 40_000],
  ['BNB', 2, 3, 100_000, 90_000, 9_000],
  ['XRP', 4, 1, 10_000, 9_000_000, 3_000_000],
  ['ADA', 4, 1, 10_000, 9_000_000, 3_000_000],
  ['DOGE', 5, 0, 1_000, 90_000_000, 20_000_000],
  ['AVAX', 2, 2, 100_000, 900_000, 90_000],
]

export const INSTRUMENTS: readonly Instrument[] = SHAPES.map(instrumentOf)

export const ASSETS: readonly string[] = ['USDT', ...INSTRUMENTS.map((it) => it.base)]

export function priceText(instrument: Instrument, ticks: number): string {
  return formatScaled(ticks, instrument.tickDecimals)
}

export function quantityText(instrument: Instrument, lots: number): string {
  return formatScaled(lots, instrument.lotDecimals)
}

/** Value of `lots` at `ticks` in quote units: exact. */
export function quoteUnits(instrument: Instrument, ticks: number, lots: number): bigint {
  return BigInt(ticks) * BigInt(lots) * instrument.unitsPerTickLot
}

export function baseUnits(instrument: Instrument, lots: number): bigint {
  return BigInt(lots) * instrument.unitsPerLot
}

function instrumentOf(shape: Shape): Instrument {
  const [base, tickDecimals, lotDecimals, priceMax, quantityMax, marketQuantityMax] = shape
  return {
    symbol: `${base}USDT`,
    base,
    quote: 'USDT',
    tickDecimals,
    lotDecimals,
    priceTicksMax: priceMax * 10 ** tickDecimals,
    lotsMax: quantityMax * 10 ** lotDecimals,
    marketLotsMax: marketQuantityMax * 10 ** lotDecimals,
    unitsPerLot: 10n ** BigInt(ASSET_DECIMALS - lotDecimals),
    unitsPerTickLot: 10n ** BigInt(ASSET_DECIMALS - tickDecimals - lotDecimals),
  }
}
