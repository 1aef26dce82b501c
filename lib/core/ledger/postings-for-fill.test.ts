import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { holdingsOf } from '#core/ledger/holdings.ts'
import { isBalanced } from '#core/ledger/posting.ts'
import { postingsForFill, spentByFill } from '#core/ledger/postings-for-fill.ts'
import { type Amount, amountOf, formatDecimal, quantityOf } from '#core/money/money.ts'
import type { Fill } from '#core/orders/fill.ts'
import { a, aFill, anInstrument, BNB, BTC, USDT } from '#test/builders.ts'

const instrument = anInstrument()

/** `available held` per asset after the fill alone. */
function moved(fill: Fill, heldConsumed: Amount): Record<string, string> {
  const postings = postingsForFill({ fill, instrument, bookId: 'book', heldConsumed })
  return Object.fromEntries(
    holdingsOf(postings).map(({ asset, available, held }) => [
      asset,
      `${formatDecimal(available)} ${formatDecimal(held)}`,
    ]),
  )
}

describe('a buy', () => {
  test('spends the hold first and available for the rest', () => {
    expect(moved(aFill(), a('60'))).toEqual({ BTC: '1 0', USDT: '-40 -60' })
  })

  test('without a hold spends available: a foreign fill', () => {
    expect(moved(aFill(), a('0'))).toEqual({ BTC: '1 0', USDT: '-100 0' })
  })

  test('with a fee in base receives less', () => {
    const fill = aFill({ feeAsset: BTC, feeAmount: a('0.001') })
    expect(moved(fill, a('100'))).toEqual({ BTC: '0.999 0', USDT: '0 -100' })
  })

  test('with a fee in quote pays it from what is left of the hold, then from available', () => {
    const fill = aFill({ feeAsset: USDT, feeAmount: a('0.1') })
    expect(moved(fill, a('100.1'))).toEqual({ BTC: '1 0', USDT: '0 -100.1' })
    expect(moved(fill, a('100'))).toEqual({ BTC: '1 0', USDT: '-0.1 -100' })
  })

  test('with a fee in a third coin pays it from that coin', () => {
    const fill = aFill({ feeAsset: BNB, feeAmount: a('0.002') })
    expect(moved(fill, a('100'))).toEqual({ BNB: '-0.002 0', BTC: '1 0', USDT: '0 -100' })
  })

  test('with a rebate receives it', () => {
    const fill = aFill({ feeAsset: USDT, feeAmount: a('-0.02') })
    expect(moved(fill, a('100'))).toEqual({ BTC: '1 0', USDT: '0.02 -100' })
  })
})

describe('a sell', () => {
  test('spends base and receives quote', () => {
    expect(moved(aFill({ side: 'sell' }), a('1'))).toEqual({ BTC: '0 -1', USDT: '100 0' })
  })

  test('with a fee in quote receives less', () => {
    const fill = aFill({ side: 'sell', feeAsset: USDT, feeAmount: a('0.1') })
    expect(moved(fill, a('1'))).toEqual({ BTC: '0 -1', USDT: '99.9 0' })
  })
})

test('the fee is a line of its own, so that fees can be summed from the ledger', () => {
  const fill = aFill({ feeAsset: BTC, feeAmount: a('0.001') })
  const postings = postingsForFill({ fill, instrument, bookId: 'book', heldConsumed: a('0') })
  expect(postings.filter(({ kind }) => kind === 'fee')).toEqual([
    { bookId: 'book', asset: BTC, kind: 'fee', amount: a('0.001') },
  ])
})

test('a fill never consumes more of a hold than it spends', () => {
  const fill = aFill({ feeAsset: BNB, feeAmount: a('1') })
  const input = { fill, instrument, bookId: 'book' }
  expect(() => postingsForFill({ ...input, heldConsumed: a('100.01') })).toThrow(
    'no more of a hold',
  )
  expect(() => postingsForFill({ ...input, heldConsumed: a('-1') })).toThrow('no more of a hold')
})

const units = fc.bigInt({ min: 1n, max: 10n ** 30n })
const someFill = fc
  .record({
    side: fc.constantFrom('buy' as const, 'sell' as const),
    quantity: units.map(quantityOf),
    quoteQuantity: units.map(amountOf),
    feeAsset: fc.constantFrom(BTC, USDT, BNB),
    feeAmount: fc.bigInt({ min: -(10n ** 20n), max: 10n ** 28n }).map(amountOf),
  })
  .map(aFill)

test('whatever the fill and its hold, postings sum to zero and none of them moves nothing', () => {
  fc.assert(
    fc.property(someFill, fc.nat(1_000), (fill, thousandths) => {
      const heldConsumed = amountOf((spentByFill(fill, instrument) * BigInt(thousandths)) / 1_000n)
      const postings = postingsForFill({ fill, instrument, bookId: 'book', heldConsumed })
      expect(isBalanced(postings)).toBe(true)
      expect(postings.every(({ amount }) => amount !== 0n)).toBe(true)
    }),
    { numRuns: 1_000 },
  )
})
