import type { IndicatorName } from '#core/indicators/catalogue.ts'
import type { IndicatorDefinition, IndicatorLine } from './indicator-definition.ts'

/** How a chart shows an indicator of the catalogue. */
export type IndicatorLook = Pick<IndicatorDefinition, 'pane' | 'figure'> &
  Partial<Pick<IndicatorDefinition, 'levels' | 'isBand'>> & {
    /** Its lines from the back to the front; one without a word where it is not said. */
    readonly lines?: readonly IndicatorLine[]
    /** The steps of parameters that are no whole numbers. */
    readonly steps?: Readonly<Record<string, number>>
  }

function line(key: string, label: string, style: IndicatorLine['style'] = 'line'): IndicatorLine {
  return { key, label, style }
}

const OVER_PRICES: IndicatorLook = { pane: 'price', figure: 'price' }
const IN_PRICES: IndicatorLook = { pane: 'own', figure: 'price' }
const BAND: IndicatorLook = {
  ...OVER_PRICES,
  isBand: true,
  lines: [line('upper', 'upper'), line('middle', 'middle', 'dashed'), line('lower', 'lower')],
}
const PERCENT_DECIMALS = 2
const OF_A_HUNDRED: IndicatorLook = { pane: 'own', figure: PERCENT_DECIMALS }

export const INDICATOR_LOOKS: Readonly<Record<IndicatorName, IndicatorLook>> = {
  sma: OVER_PRICES,
  ema: OVER_PRICES,
  wma: OVER_PRICES,
  rsi: { ...OF_A_HUNDRED, levels: [30, 70] },
  'standard-deviation': IN_PRICES,
  roc: { ...OF_A_HUNDRED, levels: [0] },
  atr: IN_PRICES,
  bollinger: BAND,
  macd: {
    ...IN_PRICES,
    lines: [
      line('histogram', 'histogram', 'histogram'),
      line('macd', ''),
      line('signal', 'signal'),
    ],
  },
  stochastic: {
    ...OF_A_HUNDRED,
    levels: [20, 80],
    lines: [line('k', '%K'), line('d', '%D')],
  },
  adx: {
    ...OF_A_HUNDRED,
    levels: [25],
    lines: [line('adx', ''), line('plus', '+DI'), line('minus', '−DI')],
  },
  donchian: BAND,
  keltner: BAND,
  vwap: OVER_PRICES,
  obv: { pane: 'own', figure: 'volume' },
  supertrend: { ...OVER_PRICES, lines: [{ ...line('value', ''), sideKey: 'direction' }] },
  'parabolic-sar': {
    ...OVER_PRICES,
    lines: [line('value', '', 'dots')],
    steps: { step: 0.005, max: 0.05 },
  },
}
