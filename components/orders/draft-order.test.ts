import { describe, expect, test } from 'vitest'
import { EMPTY_TICKET, type TicketForm } from '#browser/stores/ticket.ts'
import { a, anInstrument, p, q } from '#test/builders.ts'
import { draftOrder, type TicketMarket } from './draft-order.ts'
import { sizeForShare } from './size-for-share.ts'

const MARKET: TicketMarket = {
  instrument: anInstrument(),
  bid: p('99.99'),
  ask: p('100.01'),
  mark: p('100'),
  isMarkStale: false,
  available: { base: a('2'), quote: a('1000') },
  positionQuantity: q('2'),
  positionAverage: null,
  tradingState: 'ACTIVE',
}

const form = (shown: Partial<TicketForm>): TicketForm => ({ ...EMPTY_TICKET, ...shown })
const draft = (shown: Partial<TicketForm>, market: Partial<TicketMarket> = {}) =>
  draftOrder(form(shown), { ...MARKET, ...market })

describe('what would be sent', () => {
  test('nothing until everything needed is typed, and nobody is scolded for it', () => {
    const empty = { terms: null, problems: {}, roundings: [], worth: null, fee: null, denial: null }
    expect(draft({})).toEqual(empty)
    expect(draft({ size: '1' })).toEqual(empty)
    expect(draft({ type: 'stopLimit', size: '1', limitPrice: '100' })).toEqual(empty)
  })

  test('a limit order with its cost and fee', () => {
    expect(draft({ size: '1.5', limitPrice: '100' })).toMatchObject({
      terms: { quantity: q('1.5'), quoteAmount: null, limitPrice: p('100'), timeInForce: 'GTC' },
      worth: a('150'),
      fee: a('0.15'),
      denial: null,
    })
  })

  test('a market buy in the quote asset sends the amount; a market sell sends lots', () => {
    expect(draft({ type: 'market', sizeUnit: 'quote', size: '50' }).terms).toMatchObject({
      quantity: null,
      quoteAmount: a('50'),
      limitPrice: null,
    })
    expect(
      draft({ type: 'market', side: 'sell', sizeUnit: 'quote', size: '50' }).terms,
    ).toMatchObject({ quantity: q('0.5'), quoteAmount: null })
  })

  test('post-only rests, so it has no other time in force', () => {
    const terms = draft({ size: '1', limitPrice: '99', isPostOnly: true, timeInForce: 'IOC' }).terms
    expect(terms).toMatchObject({ postOnly: true, timeInForce: 'GTC' })
  })
})

describe('rounding is told, and never against the person', () => {
  test('a buy’s price goes down to the tick, a sell’s up; sizes go down to the lot', () => {
    expect(draft({ size: '1.0019', limitPrice: '99.999' })).toMatchObject({
      terms: { quantity: q('1.001'), limitPrice: p('99.99') },
      roundings: [
        { what: 'Limit price', typed: '99.999', used: '99.99' },
        { what: 'Quantity', typed: '1.0019', used: '1.001' },
      ],
    })
    expect(draft({ side: 'sell', size: '1', limitPrice: '100.001' }).terms).toMatchObject({
      limitPrice: p('100.01'),
    })
  })
})

describe('what cannot be sent says why', () => {
  test.each([
    ['abc', 'Expected digits, such as 0.25'],
    ['0.0001', 'Zero after rounding to the venue’s steps'],
    ['2000', 'Outside what the venue takes'],
    ['0.1234567890123456789', 'More digits than can be kept'],
  ])('a size of %s: %s', (size, problem) => {
    expect(draft({ size, limitPrice: '100' })).toMatchObject({
      terms: null,
      problems: { size: problem },
    })
  })

  test('a worth beyond what money can say is a problem, not a crash', () => {
    expect(draft({ size: '1000', limitPrice: '99999999999999999999' })).toMatchObject({
      terms: null,
      problems: { size: 'More digits than can be kept' },
    })
  })

  test('the refusal that the desk would give is foreseen', () => {
    expect(draft({ size: '11', limitPrice: '100' }).denial).toMatchObject({
      reason: 'INSUFFICIENT_FUNDS',
    })
    expect(draft({ size: '11', limitPrice: '100' }, { available: null }).denial).toBeNull()
    expect(
      draft({ size: '1', limitPrice: '100' }, { tradingState: 'HALTED' }).denial,
    ).toMatchObject({
      reason: 'TRADING_HALTED',
    })
  })
})

describe('a share of what is available', () => {
  test.each([
    [{ side: 'sell' }, '1'],
    [{ side: 'sell', sizeUnit: 'quote', limitPrice: '100' }, '100'],
    [{ side: 'buy', limitPrice: '100' }, '5'],
    [{ side: 'buy', sizeUnit: 'quote' }, '500'],
  ] as const)('half for %j is %s', (shown, size) => {
    expect(sizeForShare(50, form(shown), MARKET)).toBe(size)
  })

  test('all of it is never refused for want of funds', () => {
    for (const type of ['limit', 'market'] as const) {
      for (const side of ['buy', 'sell'] as const) {
        const asked = form({ type, side, limitPrice: '100.01' })
        const size = sizeForShare(100, asked, MARKET) ?? ''
        expect(draft({ ...asked, size }).denial).toBeNull()
      }
    }
  })

  test('nothing available is no size, and neither is what is not known', () => {
    const none = { base: a('0'), quote: a('0') }
    const selling = form({ side: 'sell' })
    expect(sizeForShare(100, selling, { ...MARKET, available: none })).toBeNull()
    expect(sizeForShare(100, selling, { ...MARKET, available: null })).toBeNull()
  })
})
