import { afterAll, expect, test } from 'vitest'
import { sliceBars } from '#core/market/bars.ts'
import { priceWalk } from '#test/price-walk.ts'
import { scanHere } from '#usecases/patterns/market-scanner.ts'
import { scanInThread } from './scan-in-thread.ts'

const scanner = scanInThread()
afterAll(() => scanner.close())
const knownTo = Number.NEGATIVE_INFINITY

/** Columns of their own, as the thread takes their memory with it. */
function minutes(from: number, to: number) {
  return structuredClone(sliceBars(priceWalk(to), from, to))
}

test('a thread finds what we find here, and remembers the market for the minutes that follow', async () => {
  const here = scanHere()
  for (const [from, to] of [
    [0, 400],
    [400, 420],
  ] as const) {
    const request = () => ({ datasetId: 1, bars: minutes(from, to), isFresh: from === 0, knownTo })
    expect(await scanner.scan(request())).toEqual(await here.scan(request()))
  }
})

test('a market of which the thread knows nothing is refused, and the thread goes on', async () => {
  const request = { datasetId: 2, bars: minutes(0, 10), isFresh: false, knownTo }
  await expect(scanner.scan(request)).rejects.toThrow('scanned from its beginning')
  const again = { datasetId: 2, bars: minutes(0, 10), isFresh: true, knownTo }
  expect(await scanner.scan(again)).toHaveProperty('patterns')
})
