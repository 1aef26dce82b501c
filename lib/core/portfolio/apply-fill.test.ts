import { describe, expect, test } from 'vitest'
import type { Amount } from '#core/money/money.ts'
import type { Fill } from '#core/orders/fill.ts'
import { isLateFill, positionFromFills } from '#core/portfolio/apply-fill.ts'
import {
  averagePrice,
  emptyPosition,
  type Position,
  unrealizedPnl,
} from '#core/portfolio/position.ts'
import { a, aFill, anInstrument, at, BNB, BTC, p, q, USDT } from '#test/builders.ts'

const instrument = anInstrument()

type Trade = Partial<Fill> & { readonly quote: Amount }

/** Trades one after another: each a millisecond and a trade id later. */
function positionAfter(...trades: readonly Trade[]): Position {
  const fills = trades.map(({ quote, ...shown }, index) =>
    aFill({
      venueAt: at(index + 1),
      venueTradeId: `${index + 1}`,
      quoteQuantity: quote,
      ...shown,
    }),
  )
  return positionFromFills({ bookId: 'book', instrument, fills })
}

const buy = (quantity: string, quote: string, shown: Partial<Fill> = {}): Trade => ({
  side: 'buy',
  quantity: q(quantity),
  quote: a(quote),
  ...shown,
})
const sell = (quantity: string, quote: string, shown: Partial<Fill> = {}): Trade => ({
  ...buy(quantity, quote, shown),
  side: 'sell',
})

describe('long', () => {
  test('an increase averages the cost', () => {
    const position = positionAfter(buy('1', '100'), buy('3', '500'))
    expect(position).toMatchObject({
      quantity: q('4'),
      cost: a('600'),
      realizedPnl: a('0'),
      openedAt: 1,
      cycle: 1,
      lastFillAt: 2,
      lastTradeId: '2',
    })
    expect(averagePrice(position)).toBe(p('150'))
    expect(unrealizedPnl(position, p('160'))).toBe(a('40'))
  })

  test('a reduction realises against the average and keeps it', () => {
    const position = positionAfter(buy('4', '600'), sell('1', '170'))
    expect(position).toMatchObject({ quantity: q('3'), cost: a('450'), realizedPnl: a('20') })
    expect(averagePrice(position)).toBe(p('150'))
  })

  test('the last reduction takes the rest of the cost, so that rounding leaves nothing behind', () => {
    const position = positionAfter(
      buy('3', '100'),
      sell('1', '40'),
      sell('1', '40'),
      sell('1', '40'),
    )
    expect(position).toMatchObject({
      quantity: q('0'),
      cost: a('0'),
      realizedPnl: a('20'),
      openedAt: null,
    })
    expect(averagePrice(position)).toBeNull()
  })

  test.each([
    ['1.5', '0.000000000000000003', '0.000000000000000001'],
    ['2.5', '0.000000000000000005', '0.000000000000000003'],
  ])('half of an odd cost is taken half-even: %s units', (_, cost, rest) => {
    expect(positionAfter(buy('2', cost), sell('1', '1')).cost).toBe(a(rest))
  })
})

describe('short', () => {
  test('cost is what its sale brought, negative, and falls when bought back', () => {
    const position = positionAfter(sell('2', '200'), buy('1', '90'))
    expect(position).toMatchObject({ quantity: q('-1'), cost: a('-100'), realizedPnl: a('10') })
    expect(averagePrice(position)).toBe(p('100'))
    expect(unrealizedPnl(position, p('130'))).toBe(a('-30'))
  })
})

describe('flip', () => {
  test('closes the old cycle and opens the rest as a new one', () => {
    const position = positionAfter(buy('1', '100'), sell('3', '360'))
    expect(position).toMatchObject({
      quantity: q('-2'),
      cost: a('-240'),
      realizedPnl: a('20'),
      openedAt: 2,
      cycle: 2,
    })
  })

  test('an opening after a close is a new cycle', () => {
    const position = positionAfter(buy('1', '100'), sell('1', '110'), buy('1', '120'))
    expect(position).toMatchObject({ cycle: 2, openedAt: 3, realizedPnl: a('10') })
  })

  test('the closing half takes its share of the quote half-even, the opening half the rest', () => {
    const position = positionAfter(buy('1', '100'), sell('2', '200.000000000000000003'))
    expect(position).toMatchObject({
      realizedPnl: a('0.000000000000000002'),
      cost: a('-100.000000000000000001'),
    })
  })
})

describe('fees', () => {
  test('in quote is realised and counted', () => {
    const position = positionAfter(buy('1', '100', { feeAsset: USDT, feeAmount: a('0.1') }))
    expect(position).toMatchObject({
      cost: a('100'),
      realizedPnl: a('-0.1'),
      feesQuote: a('0.1'),
      feesOther: [],
    })
  })

  test('in base makes a buy bring less for the same cost', () => {
    const position = positionAfter(buy('1', '100', { feeAsset: BTC, feeAmount: a('0.001') }))
    expect(position).toMatchObject({
      quantity: q('0.999'),
      cost: a('100'),
      realizedPnl: a('0'),
      feesOther: [],
    })
  })

  test('in a third coin is a line of its own, summed per coin', () => {
    const fee = { feeAsset: BNB, feeAmount: a('0.002') }
    const position = positionAfter(buy('1', '100', fee), sell('1', '100', fee))
    expect(position).toMatchObject({
      realizedPnl: a('0'),
      feesQuote: a('0'),
      feesOther: [{ asset: BNB, amount: a('0.004') }],
    })
  })

  test('a rebate in quote is realised as a gain', () => {
    const position = positionAfter(buy('1', '100', { feeAsset: USDT, feeAmount: a('-0.02') }))
    expect(position).toMatchObject({ realizedPnl: a('0.02'), feesQuote: a('-0.02') })
  })

  test('in base above what was bought loses the quote and moves the rest', () => {
    const position = positionAfter(buy('1', '100', { feeAsset: BTC, feeAmount: a('1.5') }))
    expect(position).toMatchObject({ quantity: q('-0.5'), cost: a('0'), realizedPnl: a('-100') })
  })
})

describe('dust', () => {
  const crumb = positionAfter(
    buy('1', '100'),
    sell('1', '110', { feeAsset: BTC, feeAmount: a('0.0005') }),
  )

  test('a sell with a fee in base leaves a crumb on the other side, which is no position', () => {
    expect(crumb.quantity).toBe(q('-0.0005'))
    expect(crumb).toMatchObject({ openedAt: null, cycle: 1 })
    expect(crumb.realizedPnl - crumb.cost).toBe(a('10'))
  })

  test('what follows opens a new cycle and carries the crumb, so that nothing is lost', () => {
    const position = positionAfter(
      buy('1', '100'),
      sell('1', '110', { feeAsset: BTC, feeAmount: a('0.0005') }),
      buy('1', '100'),
    )
    expect(position).toMatchObject({ quantity: q('0.9995'), openedAt: 3, cycle: 2 })
    expect(position.realizedPnl - position.cost).toBe(a('-90'))
  })

  test('exactly one lot is a position, one unit less is dust', () => {
    expect(positionAfter(buy('0.001', '1'))).toMatchObject({ openedAt: 1, cycle: 1 })
    expect(positionAfter(buy('0.000999999999999999', '1'))).toMatchObject({
      openedAt: null,
      cycle: 0,
    })
  })
})

describe('late fills', () => {
  const position = positionAfter(buy('1', '100'), buy('1', '100'))

  test.each([
    ['an earlier time', { venueAt: at(1), venueTradeId: '9' }, true],
    ['the same time and a smaller id', { venueAt: at(2), venueTradeId: '1' }, true],
    [
      'the same time and id: the other side of a trade with oneself',
      { venueAt: at(2), venueTradeId: '2' },
      true,
    ],
    ['the same time and a greater id', { venueAt: at(2), venueTradeId: '10' }, false],
    ['a later time', { venueAt: at(3), venueTradeId: '1' }, false],
  ])('%s', (_, shown, isLate) => {
    expect(isLateFill(position, aFill(shown))).toBe(isLate)
  })

  test('nothing is late for an empty position', () => {
    expect(isLateFill(emptyPosition('book', instrument.id), aFill())).toBe(false)
  })
})
