import * as indicatorts from 'indicatorts'
import * as technical from 'technicalindicators'
import * as signals from 'trading-signals'
import type { IndicatorName } from '#core/indicators/catalogue.ts'
import type { Bars } from '#core/market/bars.ts'

export type Peer = {
  readonly library: string
  /** Calculates the whole series and tells its last value. */
  run(): number
  /** Whether it means the same by the name: then its last value is ours. */
  readonly isSame: boolean
}

type Table = Readonly<Record<IndicatorName, readonly Peer[]>>

/** What `technicalindicators` reads: arrays. */
function ofTechnical(bars: Bars) {
  const high = Array.from(bars.high)
  const low = Array.from(bars.low)
  const values = Array.from(bars.close)
  const close = values
  const volume = Array.from(bars.volume)
  const run = (calculate: () => readonly unknown[], line?: string, isSame = true): Peer => ({
    library: 'technicalindicators',
    run: () => lineOf(calculate().at(-1), line),
    isSame,
  })
  return {
    sma: [run(() => technical.SMA.calculate({ period: 20, values }))],
    ema: [run(() => technical.EMA.calculate({ period: 20, values }))],
    wma: [run(() => technical.WMA.calculate({ period: 20, values }))],
    // Rounded to two decimals.
    rsi: [run(() => technical.RSI.calculate({ period: 14, values }), undefined, false)],
    'standard-deviation': [run(() => technical.SD.calculate({ period: 20, values }))],
    roc: [run(() => technical.ROC.calculate({ period: 12, values }))],
    atr: [run(() => technical.ATR.calculate({ period: 14, high, low, close }))],
    bollinger: [
      run(() => technical.BollingerBands.calculate({ period: 20, stdDev: 2, values }), 'upper'),
    ],
    macd: [
      run(
        () =>
          technical.MACD.calculate({
            fastPeriod: 12,
            slowPeriod: 26,
            signalPeriod: 9,
            SimpleMAOscillator: false,
            SimpleMASignal: false,
            values,
          }),
        'MACD',
      ),
    ],
    // Its k is not smoothed; its d is our k.
    stochastic: [
      run(
        () => technical.Stochastic.calculate({ period: 14, signalPeriod: 3, high, low, close }),
        'd',
      ),
    ],
    adx: [run(() => technical.ADX.calculate({ period: 14, high, low, close }), 'adx')],
    donchian: [],
    keltner: [
      run(
        () =>
          technical.KeltnerChannels.calculate({
            maPeriod: 20,
            atrPeriod: 10,
            useSMA: false,
            multiplier: 2,
            high,
            low,
            close,
          }),
        'upper',
        // About the average of typical prices.
        false,
      ),
    ],
    // One session without end.
    vwap: [run(() => technical.VWAP.calculate({ high, low, close, volume }), undefined, false)],
    obv: [run(() => technical.OBV.calculate({ close, volume }))],
    supertrend: [],
    'parabolic-sar': [run(() => technical.PSAR.calculate({ high, low, step: 0.02, max: 0.2 }))],
  } satisfies Table
}

/** What `trading-signals` reads: one value or candle after the other. */
function ofSignals(bars: Bars) {
  const closes = Array.from(bars.close)
  const candles = closes.map((close, i) => ({
    open: bars.open[i] ?? 0,
    high: bars.high[i] ?? 0,
    low: bars.low[i] ?? 0,
    close,
    volume: bars.volume[i] ?? 0,
  }))
  const run = <Input>(
    inputs: readonly Input[],
    make: () => Streamed<Input>,
    line?: string,
    isSame = true,
  ): readonly Peer[] => [
    {
      library: 'trading-signals',
      run() {
        const indicator = make()
        for (const input of inputs) indicator.update(input, false)
        return lineOf(indicator.getResult(), line)
      },
      isSame,
    },
  ]
  const { EMA } = signals
  return {
    sma: run(closes, () => new signals.SMA(20)),
    ema: run(closes, () => new EMA(20)),
    wma: run(closes, () => new signals.WMA(20)),
    rsi: run(closes, () => new signals.RSI(14)),
    'standard-deviation': [],
    // A part, not percent.
    roc: run(closes, () => new signals.ROC(12), undefined, false),
    atr: run(candles, () => new signals.ATR(14)),
    bollinger: run(closes, () => new signals.BollingerBands(20, 2), 'upper'),
    macd: run(closes, () => new signals.MACD(new EMA(12), new EMA(26), new EMA(9)), 'macd'),
    stochastic: run(
      candles,
      () => new signals.StochasticOscillator({ kPeriod: 14, kSlowingPeriod: 3, dPeriod: 3 }),
      'stochK',
    ),
    adx: run(candles, () => new signals.ADX(14)),
    donchian: run(candles, () => new signals.DonchianChannels(20), 'upper'),
    keltner: run(
      candles,
      () => new signals.KeltnerChannels({ emaInterval: 20, atrInterval: 10, multiplier: 2 }),
      'upper',
    ),
    vwap: run(candles, () => new signals.VWAP(), undefined, false),
    obv: run(candles, () => new signals.OBV(2)),
    supertrend: run(
      candles,
      () => new signals.SuperTrend({ interval: 10, multiplier: 3 }),
      'supertrend',
    ),
    'parabolic-sar': run(
      candles,
      () => new signals.PSAR({ accelerationStep: 0.02, accelerationMax: 0.2 }),
    ),
  } satisfies Table
}

type Streamed<Input> = { update(input: Input, replace: boolean): unknown; getResult(): unknown }

/** What `indicatorts` reads: arrays. */
function ofIndicatorts(bars: Bars) {
  const high = Array.from(bars.high)
  const low = Array.from(bars.low)
  const close = Array.from(bars.close)
  const volume = Array.from(bars.volume)
  const run = (calculate: () => readonly number[], isSame = true): readonly Peer[] => [
    { library: 'indicatorts', run: () => calculate().at(-1) ?? Number.NaN, isSame },
  ]
  return {
    sma: run(() => indicatorts.sma(close, { period: 20 })),
    ema: run(() => indicatorts.ema(close, { period: 20 })),
    wma: [],
    rsi: run(() => indicatorts.rsi(close, { period: 14 })),
    'standard-deviation': run(() => indicatorts.mstd(close, { period: 20 })),
    // A part, not percent.
    roc: run(() => indicatorts.roc(close, { period: 12 }), false),
    // A simple average of ranges.
    atr: run(() => indicatorts.atr(high, low, close, { period: 14 }).atrLine, false),
    bollinger: run(() => indicatorts.bb(close, { period: 20 }).upper),
    macd: run(() => indicatorts.macd(close, { fast: 12, slow: 26, signal: 9 }).macdLine),
    // Its k is not smoothed; its d is our k.
    stochastic: run(() => indicatorts.stoch(high, low, close, { kPeriod: 14, dPeriod: 3 }).d),
    adx: [],
    // Of closes.
    donchian: run(() => indicatorts.dc(close, { period: 20 }).upper, false),
    // Its own width.
    keltner: run(() => indicatorts.kc(high, low, close, { period: 20 }).upper, false),
    // A moving window of closes.
    vwap: run(() => indicatorts.vwap(close, volume, { period: 20 }), false),
    obv: run(() => indicatorts.obv(close, volume)),
    supertrend: [],
    'parabolic-sar': run(
      () => indicatorts.psar(high, low, close, { step: 0.02, max: 0.2 }).psarResult,
    ),
  } satisfies Table
}

/** What other libraries offer by the same name, ready to run. */
export function indicatorPeers(bars: Bars): (name: IndicatorName) => readonly Peer[] {
  const tables: readonly Table[] = [ofTechnical(bars), ofSignals(bars), ofIndicatorts(bars)]
  return (name) => tables.flatMap((table) => table[name])
}

function lineOf(value: unknown, line: string | undefined): number {
  if (line === undefined) return Number(value)
  return Number((value as Readonly<Record<string, unknown>> | null | undefined)?.[line])
}
