import { type Bars, makeBars } from '#core/market/bars.ts'
import { readCandleFile } from '#core/market/candle-file/read-candle-file.ts'
import { marketDataBytes } from './market-data.ts'

const MINUTES_15_MS = 900_000

/** What smart-money-concepts 0.0.27 gives, and the bars it was given: shared data beside the checkout. */
export const SMC_SETS = {
  EURUSD: {
    bars: eurusd,
    folder: 'vectors/smc/EURUSD',
    file: (name: string) => `${name}_result_data`,
  },
  bybit_BTCUSDT_15m: {
    bars: () => bybit('15m', 'bybit_BTCUSDT_15m_2025'),
    folder: 'vectors/smc_generated/bybit_BTCUSDT_15m',
    file: (name: string) => name,
  },
} as const

export type SmcSet = keyof typeof SMC_SETS

/** One column of a result, NaN where the cell is empty. */
export function smcColumn(set: SmcSet, name: string, column: string): Float64Array {
  const { folder, file } = SMC_SETS[set]
  const [head = '', ...lines] = linesOf(`${folder}/${file(name)}.csv.gz`)
  const at = head.split(',').indexOf(column)
  return Float64Array.from(lines, (line) => {
    const cell = line.split(',')[at] ?? ''
    return cell === '' ? Number.NaN : Number(cell)
  })
}

function bybit(timeframeClaimed: string, name: string): Bars {
  return readCandleFile(marketDataBytes(`ohlcv/${name}.csv.gz`), { timeframeClaimed }).bars
}

function eurusd(): Bars {
  const [, ...lines] = linesOf('vectors/smc/EURUSD/EURUSD_15M.csv.gz')
  const bars = makeBars(lines.length, MINUTES_15_MS)
  lines.forEach((line, i) => {
    const [, open, high, low, close] = line.split(',').map(Number)
    bars.openAt[i] = i * MINUTES_15_MS
    bars.open[i] = open ?? Number.NaN
    bars.high[i] = high ?? Number.NaN
    bars.low[i] = low ?? Number.NaN
    bars.close[i] = close ?? Number.NaN
  })
  return bars
}

function linesOf(file: string): string[] {
  const text = new TextDecoder().decode(marketDataBytes(file))
  return text.replace(/\r?\n$/, '').split(/\r?\n/)
}
