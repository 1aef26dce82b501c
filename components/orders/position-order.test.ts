import { expect, test } from 'vitest'
import { emptyPosition } from '#core/portfolio/position.ts'
import { a, anInstrument, p, q } from '#test/builders.ts'
import type { Draft } from './draft-order.ts'
import {
  formOfAct,
  leftAfter,
  misplaced,
  realizedAt,
  shareText,
  withStopLimit,
} from './position-order.ts'

const instrument = anInstrument()
const long = { ...emptyPosition('book', instrument.id), quantity: q('2'), cost: a('200') }
const short = { ...long, quantity: q('-2'), cost: a('-200') }

function drafted(terms: Partial<NonNullable<Draft['terms']>>): Draft {
  return {
    terms: {
      side: 'sell',
      type: 'market',
      quantity: q('1'),
      quoteAmount: null,
      limitPrice: null,
      stopPrice: null,
      timeInForce: 'GTC',
      postOnly: false,
      reduceOnly: true,
      ...terms,
    },
    problems: {},
    roundings: [],
    worth: null,
    fee: null,
    denial: null,
  }
}

test('an act leaves the whole position by reduce-only orders on its other side', () => {
  expect(formOfAct('close', long, instrument)).toMatchObject({
    side: 'sell',
    type: 'market',
    size: '2',
    isReduceOnly: true,
  })
  expect(formOfAct('stop', short, instrument)).toMatchObject({ side: 'buy', type: 'stopLimit' })
})

test('a share is cut to whole lots, and is nothing below one', () => {
  expect(shareText(long, 25n, instrument)).toBe('0.5')
  const crumb = { ...long, quantity: instrument.quantityLot }
  expect(shareText(crumb, 50n, instrument)).toBeNull()
})

test('a stop’s limit stands half a percent beyond it, on the tick, on the side that fills', () => {
  const sell = { ...formOfAct('stop', long, instrument), stopPrice: '90' }
  expect(withStopLimit(sell, instrument).limitPrice).toBe('89.55')
  const buy = { ...formOfAct('stop', short, instrument), stopPrice: '110' }
  expect(withStopLimit(buy, instrument).limitPrice).toBe('110.55')
  expect(withStopLimit({ ...sell, stopPrice: 'x' }, instrument).limitPrice).toBe('')
})

test('what would be realised is the part’s own profit at the price', () => {
  expect(realizedAt(long, drafted({}), p('90'))).toBe(a('-10'))
  expect(realizedAt(short, drafted({ side: 'buy' }), p('90'))).toBe(a('10'))
  expect(realizedAt(long, drafted({}), null)).toBeNull()
})

test('a stop or a target on the wrong side of the mark is named', () => {
  const stop = drafted({ type: 'stopLimit', stopPrice: p('101'), limitPrice: p('100') })
  expect(misplaced('stop', stop, p('100'))).toMatch(/below/)
  const target = drafted({ type: 'limit', limitPrice: p('99') })
  expect(misplaced('target', target, p('100'))).toMatch(/above/)
  expect(misplaced('target', drafted({ limitPrice: p('101') }), p('100'))).toBeNull()
})

test('what is left after a close is told', () => {
  expect(leftAfter(long, drafted({}))).toBe(q('1'))
  expect(leftAfter(short, drafted({ side: 'buy' }))).toBe(q('-1'))
})
