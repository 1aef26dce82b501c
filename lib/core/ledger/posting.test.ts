import { describe, expect, test } from 'vitest'
import { holdingsOf } from '#core/ledger/holdings.ts'
import { assertBalanced, isBalanced, type Posting } from '#core/ledger/posting.ts'
import { postingsForAdjustment } from '#core/ledger/postings-for-adjustment.ts'
import { holdPostings, releasePostings } from '#core/ledger/postings-for-hold.ts'
import {
  postingsForBookTransfer,
  postingsForDeposit,
  postingsForWithdrawal,
} from '#core/ledger/postings-for-transfer.ts'
import { a, BNB, BTC, USDT } from '#test/builders.ts'

const bookId = 'book'
const noFee = { feeAsset: USDT, feeAmount: a('0') }

function aPosting(shown: Partial<Posting>): Posting {
  return { bookId, asset: USDT, kind: 'available', amount: a('1'), ...shown }
}

describe('balance', () => {
  test('postings balance per asset, not across assets', () => {
    const swapped = [aPosting({}), aPosting({ asset: BTC, amount: a('-1') })]
    expect(isBalanced([])).toBe(true)
    expect(isBalanced([aPosting({}), aPosting({ amount: a('-1') })])).toBe(true)
    expect(isBalanced(swapped)).toBe(false)
  })

  test('the smallest difference is named with its asset', () => {
    const postings = [aPosting({}), aPosting({ amount: a('-0.999999999999999999') })]
    expect(() => assertBalanced(postings)).toThrow(
      'sum to zero per asset: USDT is off by 0.000000000000000001',
    )
  })
})

describe('transfers, holds and adjustments', () => {
  test('a deposit is available', () => {
    const postings = postingsForDeposit({ bookId, asset: USDT, amount: a('100'), ...noFee })
    assertBalanced(postings)
    expect(holdingsOf(postings)).toEqual([
      { bookId, asset: USDT, available: a('100'), held: a('0'), total: a('100') },
    ])
  })

  test('a withdrawal takes its fee on top, in whatever asset', () => {
    const postings = postingsForWithdrawal({
      bookId,
      asset: USDT,
      amount: a('100'),
      feeAsset: BNB,
      feeAmount: a('0.01'),
    })
    assertBalanced(postings)
    expect(holdingsOf(postings).map(({ asset, total }) => [asset, total])).toEqual([
      [BNB, a('-0.01')],
      [USDT, a('-100')],
    ])
  })

  test('a hold moves money aside and a release moves it back', () => {
    const hold = { bookId, asset: USDT, amount: a('30') }
    const held = [
      ...postingsForDeposit({ bookId, asset: USDT, amount: a('100'), ...noFee }),
      ...holdPostings(hold),
    ]
    expect(holdingsOf(held)).toMatchObject([{ available: a('70'), held: a('30'), total: a('100') }])
    expect(holdingsOf([...held, ...releasePostings(hold)])).toMatchObject([
      { available: a('100'), held: a('0'), total: a('100') },
    ])
    assertBalanced(holdPostings(hold))
    assertBalanced(releasePostings(hold))
  })

  test('between books the sum stays', () => {
    const postings = postingsForBookTransfer({
      sourceBookId: 'manual',
      targetBookId: 'bot',
      asset: BTC,
      amount: a('2'),
    })
    assertBalanced(postings)
    expect(holdingsOf(postings).map(({ bookId: book, total }) => [book, total])).toEqual([
      ['bot', a('2')],
      ['manual', a('-2')],
    ])
  })

  test('an adjustment goes either way', () => {
    for (const amount of [a('5'), a('-5')]) {
      const postings = postingsForAdjustment({ bookId, asset: USDT, amount })
      assertBalanced(postings)
      expect(holdingsOf(postings)).toMatchObject([{ total: amount }])
    }
  })

  test.each([
    ['a hold', () => holdPostings({ bookId, asset: USDT, amount: a('0') })],
    ['a release', () => releasePostings({ bookId, asset: USDT, amount: a('-1') })],
    ['a deposit', () => postingsForDeposit({ bookId, asset: USDT, amount: a('0'), ...noFee })],
    [
      'a withdrawal',
      () => postingsForWithdrawal({ bookId, asset: USDT, amount: a('-1'), ...noFee }),
    ],
    ['an adjustment', () => postingsForAdjustment({ bookId, asset: USDT, amount: a('0') })],
  ])('%s of nothing is a bug of the caller', (_, post) => {
    expect(post).toThrow(/is (not zero|positive)/)
  })
})
