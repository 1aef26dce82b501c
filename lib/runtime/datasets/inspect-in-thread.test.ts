import { expect, test } from 'vitest'
import { makeBars } from '#core/market/bars.ts'
import { MINUTE_MS } from '#core/time/time.ts'
import { inspectHere } from '#usecases/datasets/inspection.ts'
import { inspectInThread } from './inspect-in-thread.ts'

function someBars() {
  const bars = makeBars(50, MINUTE_MS)
  for (let i = 0; i < bars.length; i++) {
    bars.openAt[i] = (i < 20 ? i : i + 3) * MINUTE_MS
    bars.open[i] = bars.high[i] = bars.low[i] = bars.close[i] = 1 + (i % 7)
  }
  return bars
}

test('a thread finds in candles what we find here', async () => {
  expect(await inspectInThread(someBars())).toEqual(inspectHere(someBars()))
})

test('a thread that fails says why', async () => {
  await expect(inspectInThread({ ...someBars(), length: 2 ** 53 })).rejects.toThrow()
})
