import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { publicCall } from '#test/exchange-client.ts'
import { startExchange } from '#test/start-exchange.ts'
import { CandleStore } from './candle-store.ts'
import { MINUTE_MS, MinuteCandles } from './minute-candles.ts'

const START_AT = 1_700_000_040_000
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'truebook-candles-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function sample(minutes: number): MinuteCandles {
  const candles = new MinuteCandles()
  for (let i = 0; i < minutes; i++) candles.addTrade(START_AT + i * MINUTE_MS, 10 + i, 3, i % 2 > 0)
  return candles
}

const all = (candles: MinuteCandles | null) =>
  Array.from({ length: candles?.length ?? 0 }, (_, i) => candles?.at(i))

test('what was saved in steps is loaded whole, the running minute as it last stood', () => {
  const store = new CandleStore(folder)
  const candles = sample(3)
  store.save('BTCUSDT', candles)
  candles.addTrade(START_AT + 2 * MINUTE_MS, 500, 7, false)
  candles.addTrade(START_AT + 4 * MINUTE_MS, 400, 1, false)
  store.save('BTCUSDT', candles)
  store.close()
  expect(all(new CandleStore(folder).load('BTCUSDT'))).toEqual(all(candles))
})

test('a torn last record is left out', () => {
  const store = new CandleStore(folder)
  store.save('BTCUSDT', sample(3))
  store.close()
  const path = join(folder, 'BTCUSDT.minutes')
  writeFileSync(path, readFileSync(path).subarray(0, 3 * 80 - 1))
  expect(all(new CandleStore(folder).load('BTCUSDT'))).toEqual(all(sample(2)))
})

test('a month of minutes is there at the first start, and stays through kill -9', async () => {
  const first = await startExchange({ agents: true, dataFolder: folder })
  const path = '/api/v3/klines?symbol=ETHUSDT&interval=1d&limit=1000'
  const days = (await publicCall(first, path)).body
  expect(days.length).toBeGreaterThanOrEqual(30)
  await first.kill()
  await using second = await startExchange({ agents: true, dataFolder: folder })
  const again = (await publicCall(second, path)).body
  expect(again.slice(0, 29)).toEqual(days.slice(0, 29))
}, 30_000)
