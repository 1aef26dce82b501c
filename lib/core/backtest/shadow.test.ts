import { expect, test } from 'vitest'
import { DEFAULT_ASSUMPTIONS } from '#core/backtest/assumptions.ts'
import { runBacktest } from '#core/backtest/run-backtest.ts'
import { LATE_MS, type ShadowOrder, shadowOf } from '#core/backtest/shadow.ts'
import { MINUTE_MS } from '#core/time/time.ts'
import { type BarText, barsFrom } from '#test/backtest-bars.ts'
import { scripted } from '#test/scripted-strategy.ts'

/** Opens at 100, 101, 102 ...; entered at the open of the third bar, left at that of the sixth. */
const bars = barsFrom(
  Array.from({ length: 8 }, (_, i): BarText => [100 + i, 110 + i, 90 + i, 100 + i]),
  MINUTE_MS,
)
const result = runBacktest({
  bars,
  strategy: scripted({ 1: (orders) => orders.long(), 4: (orders) => orders.close('enough') }),
  values: {},
  assumptions: { ...DEFAULT_ASSUMPTIONS, atEnd: 'mark' },
  tick: null,
})

function anOrder(shown: Partial<ShadowOrder> = {}): ShadowOrder {
  const barAt = 2 * MINUTE_MS
  return {
    kind: 'enter',
    barAt,
    placedAt: (shown.barAt ?? barAt) + 1,
    quantity: 1,
    firstPrice: 102,
    price: 102,
    fees: 0.102,
    refusal: null,
    isRepeatable: true,
    ...shown,
  }
}

const exit = (shown: Partial<ShadowOrder> = {}) =>
  anOrder({
    kind: 'exit',
    barAt: 5 * MINUTE_MS,
    firstPrice: 105,
    price: 105,
    fees: 0.105,
    ...shown,
  })
const refused = {
  quantity: 0,
  firstPrice: Number.NaN,
  price: Number.NaN,
  fees: 0,
  refusal: 'HALTED',
}

function differences(...orders: readonly ShadowOrder[]) {
  return shadowOf(orders, { bars, result }).map((row) =>
    row.differences.map(({ part, cause, cost }) => [part, cause, cost]),
  )
}

test('a bot that did what the backtest did differs in nothing', () => {
  const [row, ...rest] = shadowOf([anOrder(), exit()], { bars, result })
  expect(rest).toEqual([])
  expect(row).toMatchObject({
    differences: [],
    bot: { entryAt: 2 * MINUTE_MS, exitAt: 5 * MINUTE_MS, entryPrice: 102, exitPrice: 105 },
    backtest: { entryAt: 2 * MINUTE_MS, exitAt: 5 * MINUTE_MS, exitReason: 'signal' },
  })
})

test.each<[string, readonly ShadowOrder[], unknown]>([
  ['worse price', [anOrder({ firstPrice: 103, price: 103 }), exit()], ['entry', 'fillPrice', 1]],
  ['better price', [anOrder(), exit({ firstPrice: 107, price: 107 })], ['exit', 'fillPrice', -2]],
  ['walk through the book', [anOrder({ price: 102.5 }), exit()], ['entry', 'slippage', 0.5]],
  [
    'late order',
    [anOrder({ firstPrice: 104, price: 104, placedAt: 2 * MINUTE_MS + LATE_MS + 1 }), exit()],
    ['entry', 'latency', 2],
  ],
  ['higher fee', [anOrder({ fees: 0.602 }), exit()], ['fees', 'fee', 0.5]],
  ['refused entry', [anOrder(refused)], ['entry', 'rejected', null]],
  ['missed entry', [], ['entry', 'missed', null]],
  ['refused exit', [anOrder(), exit(refused)], ['exit', 'rejected', null]],
  ['missed exit', [anOrder()], ['exit', 'missed', null]],
  [
    'exit made up for a bar later',
    [anOrder(), exit({ barAt: 6 * MINUTE_MS, firstPrice: 104, price: 104 })],
    ['exit', 'missed', 1],
  ],
  [
    'early exit',
    [anOrder(), exit({ barAt: 4 * MINUTE_MS, isRepeatable: false })],
    ['exit', 'data', 0],
  ],
])('a %s has its cause and its cost', (_, orders, told) => {
  const [row] = differences(...orders)
  const [difference = []] = row?.filter(([, cause]) => cause === (told as string[])[1]) ?? []
  const [part, cause, cost] = told as [string, string, number | null]
  expect(difference.slice(0, 2)).toEqual([part, cause])
  if (cost === null) expect(difference[2]).toBeNull()
  else expect(difference[2]).toBeCloseTo(cost, 9)
})

test('a trade of the bot alone comes from other candles, or from what it held', () => {
  const alone = anOrder({ barAt: 6 * MINUTE_MS })
  const rows = differences(anOrder(), exit(), alone, {
    ...alone,
    barAt: 7 * MINUTE_MS,
    isRepeatable: false,
  })
  expect(rows).toEqual([[], [['entry', 'signal', null]], [['entry', 'data', null]]])
})

test('what was decided at the last close is shown and not compared yet', () => {
  const newest = anOrder({ barAt: 8 * MINUTE_MS })
  const rows = shadowOf([anOrder(), exit(), newest], { bars, result })
  expect(rows[1]).toMatchObject({
    bot: { entryAt: 8 * MINUTE_MS },
    backtest: null,
    differences: [],
  })
})

test('a stop that the backtest takes within a bar is latency: a bot closes at the close', () => {
  const stopped = runBacktest({
    bars,
    strategy: scripted({ 1: (orders) => orders.long({ stop: 95 }) }),
    values: {},
    assumptions: DEFAULT_ASSUMPTIONS,
    tick: null,
  })
  const orders = [anOrder(), exit({ barAt: 3 * MINUTE_MS, firstPrice: 103, price: 103 })]
  const [row] = shadowOf(orders, { bars, result: stopped })
  expect(row?.differences).toEqual(
    expect.arrayContaining([expect.objectContaining({ cause: 'latency', cost: 95 - 103 })]),
  )
})
