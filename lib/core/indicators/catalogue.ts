import { adx, adxColumns } from '#core/indicators/adx.ts'
import { atr, atrColumn } from '#core/indicators/atr.ts'
import { bollinger, bollingerColumns } from '#core/indicators/bollinger.ts'
import { donchian, donchianColumns } from '#core/indicators/donchian.ts'
import { ema, emaColumn } from '#core/indicators/ema.ts'
import type { Indicator } from '#core/indicators/indicator.ts'
import {
  barsParameter,
  entry,
  type IndicatorEntry,
  type IndicatorParameter,
  ofCloses,
  ofOneLine,
} from '#core/indicators/indicator-entry.ts'
import { keltner, keltnerColumns } from '#core/indicators/keltner.ts'
import { macd, macdColumns } from '#core/indicators/macd.ts'
import { obv, obvColumn } from '#core/indicators/obv.ts'
import { parabolicSar, parabolicSarColumn } from '#core/indicators/parabolic-sar.ts'
import { roc, rocColumn } from '#core/indicators/roc.ts'
import { rsi, rsiColumn } from '#core/indicators/rsi.ts'
import { sma, smaColumn } from '#core/indicators/sma.ts'
import { standardDeviation, standardDeviationColumn } from '#core/indicators/standard-deviation.ts'
import { stochastic, stochasticColumns } from '#core/indicators/stochastic.ts'
import { supertrend, supertrendColumns } from '#core/indicators/supertrend.ts'
import { vwap, vwapColumn } from '#core/indicators/vwap.ts'
import { wma, wmaColumn } from '#core/indicators/wma.ts'
import { HOUR_MS } from '#core/time/time.ts'

/** An indicator of closes with one line and one length. */
type OfCloses = {
  readonly title: string
  readonly about: string
  readonly initial: number
  /** The bars it needs beside those of its length, less one. */
  readonly extra?: number
  make(length: number): Indicator<number, number>
  column(closes: Float64Array, length: number): Float64Array
}

function ofOneLength({ title, about, initial, extra = 0, make, column }: OfCloses) {
  return entry({
    title,
    about,
    inputs: ['close'],
    parameters: { length: barsParameter(initial) },
    lines: ['value'],
    warmUp: ({ length }) => length - 1 + extra,
    make: ({ length }) => ofOneLine(ofCloses(make(length))),
    columns: ({ close }, { length }) => ({ value: column(close, length) }),
  })
}

function numberParameter(title: string, initial: number, max: number): IndicatorParameter {
  return { title, initial, min: 0.001, max, isWhole: false }
}

const BANDS = ['upper', 'middle', 'lower'] as const
const WIDTH_MAX = 100
const HOURS_PER_DAY = 24
const SESSION_HOURS_MAX = 8_784

/** Every indicator by the name that strategies, charts and the command line use. */
export const INDICATORS = {
  sma: ofOneLength({
    title: 'SMA',
    about: 'Simple moving average of closes',
    initial: 20,
    make: sma,
    column: smaColumn,
  }),
  ema: ofOneLength({
    title: 'EMA',
    about: 'Exponential moving average of closes, begun with a simple one',
    initial: 20,
    make: ema,
    column: emaColumn,
  }),
  wma: ofOneLength({
    title: 'WMA',
    about: 'Linearly weighted moving average of closes',
    initial: 20,
    make: wma,
    column: wmaColumn,
  }),
  rsi: ofOneLength({
    title: 'RSI',
    about: 'Relative strength index after Wilder',
    initial: 14,
    extra: 1,
    make: rsi,
    column: rsiColumn,
  }),
  'standard-deviation': ofOneLength({
    title: 'Standard deviation',
    about: 'Of closes, as a whole population',
    initial: 20,
    make: standardDeviation,
    column: standardDeviationColumn,
  }),
  roc: ofOneLength({
    title: 'ROC',
    about: 'Rate of change of closes in percent',
    initial: 12,
    extra: 1,
    make: roc,
    column: rocColumn,
  }),
  atr: entry({
    title: 'ATR',
    about: 'Average true range after Wilder',
    inputs: ['high', 'low', 'close'],
    parameters: { length: barsParameter(14) },
    lines: ['value'],
    warmUp: ({ length }) => length - 1,
    make: ({ length }) => ofOneLine(atr(length)),
    columns: (bars, { length }) => ({ value: atrColumn(bars, length) }),
  }),
  bollinger: entry({
    title: 'Bollinger bands',
    about: 'Mean of closes and standard deviations around it',
    inputs: ['close'],
    parameters: {
      length: barsParameter(20),
      deviations: numberParameter('Deviations', 2, WIDTH_MAX),
    },
    lines: BANDS,
    warmUp: ({ length }) => length - 1,
    make: ({ length, deviations }) => ofCloses(bollinger(length, deviations)),
    columns: ({ close }, parameters) => bollingerColumns(close, parameters),
  }),
  macd: entry({
    title: 'MACD',
    about: 'Fast less slow exponential average of closes, and its signal',
    inputs: ['close'],
    parameters: {
      fast: barsParameter(12, 'Fast'),
      slow: barsParameter(26, 'Slow'),
      signal: barsParameter(9, 'Signal'),
    },
    lines: ['macd', 'signal', 'histogram'],
    warmUp: ({ fast, slow, signal }) => Math.max(fast, slow) + signal - 2,
    make: (lengths) => ofCloses(macd(lengths)),
    columns: ({ close }, lengths) => macdColumns(close, lengths),
  }),
  stochastic: entry({
    title: 'Stochastic',
    about: 'Where in its range a close stands, smoothed, and its signal',
    inputs: ['high', 'low', 'close'],
    parameters: {
      length: barsParameter(14),
      smoothing: barsParameter(3, 'Smoothing'),
      signal: barsParameter(3, 'Signal'),
    },
    lines: ['k', 'd'],
    warmUp: ({ length, smoothing, signal }) => length + smoothing + signal - 3,
    make: stochastic,
    columns: stochasticColumns,
  }),
  adx: entry({
    title: 'ADX',
    about: 'Average directional index after Wilder, with +DI and -DI',
    inputs: ['high', 'low', 'close'],
    parameters: { length: barsParameter(14) },
    lines: ['adx', 'plus', 'minus'],
    warmUp: ({ length }) => 2 * length - 1,
    make: ({ length }) => adx(length),
    columns: (bars, { length }) => adxColumns(bars, length),
  }),
  donchian: entry({
    title: 'Donchian channel',
    about: 'Highest high and lowest low, the closed bar included',
    inputs: ['high', 'low'],
    parameters: { length: barsParameter(20) },
    lines: BANDS,
    warmUp: ({ length }) => length - 1,
    make: ({ length }) => donchian(length),
    columns: (bars, { length }) => donchianColumns(bars, length),
  }),
  keltner: entry({
    title: 'Keltner channel',
    about: 'Exponential average of closes and average true ranges around it',
    inputs: ['high', 'low', 'close'],
    parameters: {
      length: barsParameter(20),
      atrLength: barsParameter(10, 'ATR length'),
      multiple: numberParameter('Multiple', 2, WIDTH_MAX),
    },
    lines: BANDS,
    warmUp: ({ length, atrLength }) => Math.max(length, atrLength) - 1,
    make: keltner,
    columns: (bars, terms) => keltnerColumns(bars, terms),
  }),
  vwap: entry({
    title: 'VWAP',
    about: 'Volume weighted average price since the session began, counted in UTC',
    inputs: ['openAt', 'high', 'low', 'close', 'volume'],
    parameters: {
      sessionHours: {
        title: 'Session in hours',
        initial: HOURS_PER_DAY,
        min: 1,
        max: SESSION_HOURS_MAX,
        isWhole: true,
      },
    },
    lines: ['value'],
    warmUp: () => 0,
    make: ({ sessionHours }) => ofOneLine(vwap(sessionHours * HOUR_MS)),
    columns: (bars, { sessionHours }) => ({ value: vwapColumn(bars, sessionHours * HOUR_MS) }),
  }),
  obv: entry({
    title: 'OBV',
    about: 'On-balance volume after Granville, from zero at the first bar',
    inputs: ['close', 'volume'],
    parameters: {},
    lines: ['value'],
    warmUp: () => 0,
    make: () => ofOneLine(obv()),
    columns: (bars) => ({ value: obvColumn(bars) }),
  }),
  supertrend: entry({
    title: 'SuperTrend',
    about: 'A trailing band of average true ranges, and the side prices are on',
    inputs: ['high', 'low', 'close'],
    parameters: {
      length: barsParameter(10),
      multiple: numberParameter('Multiple', 3, WIDTH_MAX),
    },
    lines: ['value', 'direction'],
    warmUp: ({ length }) => length - 1,
    make: supertrend,
    columns: (bars, terms) => supertrendColumns(bars, terms),
  }),
  'parabolic-sar': entry({
    title: 'Parabolic SAR',
    about: 'Stop and reverse after Wilder',
    inputs: ['high', 'low'],
    parameters: {
      step: numberParameter('Step', 0.02, 1),
      max: numberParameter('Maximum', 0.2, 1),
    },
    lines: ['value'],
    warmUp: () => 1,
    make: (terms) => ofOneLine(parabolicSar(terms)),
    columns: (bars, terms) => ({ value: parabolicSarColumn(bars, terms) }),
  }),
} as const satisfies Readonly<Record<string, IndicatorEntry>>

export type IndicatorName = keyof typeof INDICATORS

export const INDICATOR_NAMES = Object.keys(INDICATORS) as readonly IndicatorName[]

export function isIndicatorName(name: string): name is IndicatorName {
  return Object.hasOwn(INDICATORS, name)
}
