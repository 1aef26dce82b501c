import { describe, expect, test } from 'vitest'
import type { Trade } from '#core/backtest/trade-log.ts'
import { runGoog } from '#test/goog-run.ts'
import { hasMarketData, marketDataBytes } from '#test/market-data.ts'

type PublishedTrade = {
  readonly Size: number
  readonly EntryBar: number
  readonly ExitBar: number
  readonly EntryPrice: number
  readonly ExitPrice: number
  readonly PnL: number
  readonly EntryTime: string
  readonly ExitTime: string
}

type Published = { readonly expected: Readonly<Record<string, number>> }

const RELATIVE = 1e-8

/** kernc/backtesting.py, test_compute_stats: whole units of 99.99 % of the equity, no commission. */
describe.skipIf(!hasMarketData)('the published run of backtesting.py on GOOG', () => {
  test('gives the same 66 trades, bar by bar and cent by cent', () => {
    const published: PublishedTrade[] = vector('backtestingpy_smacross_goog_trades.json.gz')
    const trades = runGoog('open').trades.toArray()
    expect(trades.map(asPublished)).toEqual(published.map(wanted))
  })

  test('gives the same equity, peak and exposure', () => {
    const { expected }: Published = vector('backtestingpy_smacross_goog.json')
    const { finalEquity, equity, trades } = runGoog('open')
    expectClose(finalEquity, expected['Equity Final [$]'])
    expectClose(Math.max(...equity), expected['Equity Peak [$]'])
    const held = trades.toArray().reduce((sum, { entryBar, exitBar }) => {
      return sum + exitBar - entryBar
    }, 1)
    expectClose((100 * held) / equity.length, expected['Exposure Time [%]'])
  })

  test('differs only in the last trade when it is closed at the last close, which is known, not its open', () => {
    const [theirs, ours] = [runGoog('open').trades.toArray(), runGoog('close').trades.toArray()]
    expect(ours.slice(0, -1)).toEqual(theirs.slice(0, -1))
    expect(theirs.at(-1)).toMatchObject({ exitPrice: 797.8, exitReason: 'end' })
    expect(ours.at(-1)).toMatchObject({ exitPrice: 806.19, exitReason: 'end' })
  })
})

function asPublished(trade: Trade) {
  const { entryBar, exitBar, entryPrice, exitPrice, entryTime, exitTime } = trade
  const size = trade.side === 'long' ? trade.quantity : -trade.quantity
  const pnl = Math.round(trade.pnl * 100) / 100
  return { size, entryBar, exitBar, entryPrice, exitPrice, pnl, entryTime, exitTime }
}

function wanted(trade: PublishedTrade): ReturnType<typeof asPublished> {
  return {
    size: trade.Size,
    entryBar: trade.EntryBar,
    exitBar: trade.ExitBar,
    entryPrice: trade.EntryPrice,
    exitPrice: trade.ExitPrice,
    pnl: trade.PnL,
    entryTime: Date.parse(`${trade.EntryTime}Z`),
    exitTime: Date.parse(`${trade.ExitTime}Z`),
  }
}

function expectClose(found: number, expected = Number.NaN): void {
  expect(Math.abs(found / expected - 1)).toBeLessThan(RELATIVE)
}

function vector<Shape>(name: string): Shape {
  return JSON.parse(new TextDecoder().decode(marketDataBytes(`vectors/metrics/${name}`)))
}
