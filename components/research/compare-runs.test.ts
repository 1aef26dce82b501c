import { expect, test } from 'vitest'
import type { BacktestResultView, ResearchRunView } from '#api/codecs/research.ts'
import { instrumentIdOf, parseInstrumentId } from '#core/market/instrument.ts'
import { unixMsOf } from '#core/time/time.ts'
import { type Compared, comparedCurve, differencesOf } from './compare-runs.ts'

const AT = unixMsOf(Date.UTC(2026, 0, 1))

type Changes = {
  readonly run?: Partial<ResearchRunView>
  readonly equity?: BacktestResultView['equity']
}

function aRun({ run, equity = [] }: Changes): Compared {
  return {
    run: {
      id: 'one',
      createdBy: 'somebody',
      kind: 'BACKTEST',
      strategy: 'sma-cross',
      parameters: { fast: 5, slow: 20 },
      grid: null,
      assumptions: {
        cash: 1_000,
        sizing: { kind: 'units', units: 1 },
        feeBps: 10,
        makerFeeBps: 10,
        slippage: { halfSpreadBps: 0, atrTimes: 0, impact: 0 },
        leverage: 1,
        maintenance: 0,
        atEnd: 'close',
      },
      datasetId: 1,
      instrumentId: instrumentIdOf(parseInstrumentId('sim:BTC-USD')),
      source: 'sim',
      timeframe: '1h',
      fromAt: null,
      toAt: null,
      state: 'DONE',
      progress: 1,
      failure: null,
      summary: null,
      createdAt: AT,
      startedAt: AT,
      finishedAt: AT,
      ...run,
    },
    result: {
      kind: 'BACKTEST',
      bars: 2,
      firstAt: AT,
      lastAt: AT,
      equity,
      tradeCount: 0,
      trades: [],
      metrics: [],
      doubts: [],
      attribution: [],
      months: [],
      taint: [],
      refusals: {},
      hashes: { data: 'd', strategy: 's', engine: 'e', assumptions: 'a' },
    },
  }
}

const point = (at: number, equity: number) => ({ at: unixMsOf(at), equity, drawdown: 0 })

test('both curves begin at 100 and stand on the times of both, each only as long as it ran', () => {
  const a = aRun({ equity: [point(1, 1_000), point(3, 1_250)] })
  const cash = { ...a.run.assumptions, cash: 500 }
  const b = aRun({ run: { assumptions: cash }, equity: [point(2, 500), point(4, 450)] })
  const curve = comparedCurve(a, b)
  expect(curve.map(({ at, equity, baseline }) => [at, equity, baseline])).toEqual([
    [1, 100, null],
    [2, 100, 100],
    [3, 125, 100],
    [4, null, 90],
  ])
})

test('what differs is told by name, and nothing else is', () => {
  const one = aRun({})
  expect(differencesOf(one, aRun({}))).toEqual([])
  const other = aRun({ run: { parameters: { fast: 7, slow: 20 }, timeframe: '4h' } })
  expect(differencesOf(one, other)).toEqual([
    { name: 'Timeframe', a: '1h', b: '4h' },
    { name: 'Parameter fast', a: '5', b: '7' },
  ])
})
