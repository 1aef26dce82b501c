import { atr } from '#core/indicators/atr.ts'
import { bollinger } from '#core/indicators/bollinger.ts'
import { ema } from '#core/indicators/ema.ts'
import type { Indicator } from '#core/indicators/indicator.ts'
import { macd } from '#core/indicators/macd.ts'
import { rsi } from '#core/indicators/rsi.ts'
import { sma } from '#core/indicators/sma.ts'
import { vwap } from '#core/indicators/vwap.ts'
import type { Candle } from '#core/market/candle.ts'

export const INDICATOR_KINDS = [
  'volume',
  'sma',
  'ema',
  'bollinger',
  'vwap',
  'rsi',
  'macd',
  'atr',
] as const
export type IndicatorKind = (typeof INDICATOR_KINDS)[number]

export type Parameter = {
  readonly key: string
  readonly label: string
  readonly initial: number
  readonly min: number
  readonly max: number
  readonly step: number
}

export type IndicatorLine = {
  readonly key: string
  readonly label: string
  readonly style: 'line' | 'histogram'
}

export type Values = Readonly<Record<string, number>>
export type Parameters = Readonly<Record<string, number>>

/** An indicator that charts offer. */
export type IndicatorDefinition = {
  readonly name: string
  readonly about: string
  /** Over the candles, or in a pane of its own. */
  readonly pane: 'price' | 'own'
  /** How its values are read: as prices, to a fixed count of decimals, or as volume. */
  readonly figure: 'price' | 'volume' | number
  readonly parameters: readonly Parameter[]
  readonly lines: readonly IndicatorLine[]
  /** What of a candle it is calculated from: a change of anything else changes nothing. */
  readonly reads: readonly (keyof Candle)[]
  /** Values that it is read against. */
  readonly levels?: readonly number[]
  make(parameters: Parameters): Indicator<Candle, Values>
}

const LENGTH_MAX = 500

function length(initial: number, key = 'length', label = 'Length'): Parameter {
  return { key, label, initial, min: 1, max: LENGTH_MAX, step: 1 }
}

function line(key: string, label: string): IndicatorLine {
  return { key, label, style: 'line' }
}

const one = (value: number): Values => ({ value })
const ONE_LINE: readonly IndicatorLine[] = [line('value', '')]

/** An indicator of closes as one of candles. */
function ofClose<Output>(
  indicator: Indicator<number, Output>,
  values: (output: Output) => Values,
): Indicator<Candle, Values> {
  return {
    next: ({ close }) => values(indicator.next(close)),
    peek: ({ close }) => values(indicator.peek(close)),
  }
}

function ofCandle(indicator: Indicator<Candle, number>): Indicator<Candle, Values> {
  return {
    next: (candle) => one(indicator.next(candle)),
    peek: (candle) => one(indicator.peek(candle)),
  }
}

const traded: Indicator<Candle, number> = {
  next: ({ volume }) => volume,
  peek: ({ volume }) => volume,
}

export const INDICATORS: Readonly<Record<IndicatorKind, IndicatorDefinition>> = {
  volume: {
    name: 'Volume',
    about: 'What was traded, in base',
    pane: 'own',
    figure: 'volume',
    parameters: [],
    lines: [{ key: 'value', label: '', style: 'histogram' }],
    reads: ['volume'],
    make: () => ofCandle(traded),
  },
  sma: {
    name: 'SMA',
    about: 'Simple moving average of closes',
    pane: 'price',
    figure: 'price',
    parameters: [length(20)],
    lines: ONE_LINE,
    reads: ['close'],
    make: ({ length: n = 20 }) => ofClose(sma(n), one),
  },
  ema: {
    name: 'EMA',
    about: 'Exponential moving average of closes',
    pane: 'price',
    figure: 'price',
    parameters: [length(20)],
    lines: ONE_LINE,
    reads: ['close'],
    make: ({ length: n = 20 }) => ofClose(ema(n), one),
  },
  bollinger: {
    name: 'Bollinger',
    about: 'Mean of closes and standard deviations around it',
    pane: 'price',
    figure: 'price',
    parameters: [
      length(20),
      { key: 'deviations', label: 'Deviations', initial: 2, min: 0.1, max: 10, step: 0.1 },
    ],
    lines: [line('upper', 'upper'), line('middle', 'middle'), line('lower', 'lower')],
    reads: ['close'],
    make: ({ length: n = 20, deviations = 2 }) =>
      ofClose(bollinger(n, deviations), (bands) => ({ ...bands })),
  },
  vwap: {
    name: 'VWAP',
    about: 'Volume weighted average price since 00:00 UTC',
    pane: 'price',
    figure: 'price',
    parameters: [],
    lines: ONE_LINE,
    reads: ['high', 'low', 'close', 'volume'],
    make: () => ofCandle(vwap()),
  },
  rsi: {
    name: 'RSI',
    about: 'Relative strength index after Wilder',
    pane: 'own',
    figure: 2,
    parameters: [length(14)],
    lines: ONE_LINE,
    levels: [30, 70],
    reads: ['close'],
    make: ({ length: n = 14 }) => ofClose(rsi(n), one),
  },
  macd: {
    name: 'MACD',
    about: 'Fast less slow average, and its signal',
    pane: 'own',
    figure: 'price',
    parameters: [
      length(12, 'fast', 'Fast'),
      length(26, 'slow', 'Slow'),
      length(9, 'signal', 'Signal'),
    ],
    lines: [
      { key: 'histogram', label: 'histogram', style: 'histogram' },
      line('macd', ''),
      line('signal', 'signal'),
    ],
    reads: ['close'],
    make: ({ fast = 12, slow = 26, signal = 9 }) =>
      ofClose(macd({ fast, slow, signal }), (lines) => ({ ...lines })),
  },
  atr: {
    name: 'ATR',
    about: 'Average true range after Wilder',
    pane: 'own',
    figure: 'price',
    parameters: [length(14)],
    lines: ONE_LINE,
    reads: ['high', 'low', 'close'],
    make: ({ length: n = 14 }) => ofCandle(atr(n)),
  },
}
