import { describe, expect, test } from 'vitest'
import type { OrderView } from '#api/codecs/order.ts'
import type { BooksView, BreakView } from '#api/codecs/proof.ts'
import { assetIdOf, instrumentIdOf, parseInstrumentId } from '#core/market/instrument.ts'
import { ACKNOWLEDGED_WITHIN_MS } from '#core/orders/order-doubt.ts'
import { unixMsOf } from '#core/time/time.ts'
import { a, q } from '#test/builders.ts'
import {
  proofOfAccount,
  proofOfBalance,
  proofOfOrder,
  proofOfPosition,
  proofOfTotal,
  worstOf,
} from './proof.ts'
import { nextLookAt, type ProofFacts, proofBoard } from './proof-board.ts'

const at = unixMsOf
const NOW = at(1_000_000)
const BTC = assetIdOf('BTC')
const USDT = assetIdOf('USDT')
const market = instrumentIdOf(parseInstrumentId('sim:BTC-USDT'))
const other = instrumentIdOf(parseInstrumentId('sim:ETH-USDT'))
const position = { accountId: 'mine', instrumentId: market, quantity: q('1.25') }
const proven = { kind: 'proven' }

function board(over: Partial<ProofFacts> = {}) {
  const nothing = { now: NOW, lostAt: null, silentAt: new Map(), books: [], orders: [] }
  return proofBoard({ ...nothing, ...over })
}
// Only these fields decide.
const books = (accountId: string, found: Partial<BreakView>) =>
  [{ accountId, breaks: [{ id: 'brk', state: 'OPEN', ...found }] }] as unknown as BooksView[]
const wrong = {
  cause: 'WRONG_BALANCE',
  subject: 'balance:BTC',
  ours: a('1.5'),
  theirs: a('1.45'),
} as const
const sending = (over: Partial<OrderView> = {}) =>
  ({
    id: 'ord',
    accountId: 'mine',
    instrumentId: market,
    state: 'SENDING',
    createdAt: NOW,
    claimedAt: NOW,
    sentAt: NOW,
    cancelRequestedAt: null,
    replaceRequestedAt: null,
    ...over,
  }) as OrderView
const late = at(NOW + ACKNOWLEDGED_WITHIN_MS)

describe('a number', () => {
  test('is proven while everything is heard and nothing stands against it', () => {
    expect(proofOfPosition(board(), position)).toEqual(proven)
    expect(proofOfBalance(board(), { accountId: 'mine', asset: BTC, ours: a('1') })).toEqual(proven)
    expect(proofOfTotal(board(), ['mine'])).toEqual(proven)
  })

  test('is stale since its account fell silent, and since the stream was lost if that was earlier', () => {
    const silent = board({ silentAt: new Map([['mine', at(500)]]) })
    expect(proofOfPosition(silent, position)).toEqual({ kind: 'stale', at: 500 })
    expect(proofOfAccount(silent, 'theirs')).toEqual(proven)
    const lost = board({ silentAt: new Map([['mine', at(500)]]), lostAt: at(400) })
    expect(proofOfAccount(lost, 'mine')).toEqual({ kind: 'stale', at: 400 })
    expect(proofOfAccount(lost, 'theirs')).toEqual({ kind: 'stale', at: 400 })
  })

  test('shows ours over the venue’s when its asset’s balance disagrees, a part by the same difference', () => {
    const broken = board({ books: books('mine', wrong) })
    const whole = { accountId: 'mine', asset: BTC, ours: a('1.5') }
    expect(proofOfBalance(broken, whole)).toEqual({
      kind: 'broken',
      theirs: a('1.45'),
      breakId: 'brk',
    })
    expect(proofOfPosition(broken, position)).toMatchObject({ kind: 'broken', theirs: a('1.2') })
    expect(proofOfBalance(broken, { ...whole, asset: USDT })).toEqual(proven)
    expect(proofOfPosition(broken, { ...position, instrumentId: other })).toEqual(proven)
    expect(proofOfTotal(broken, ['mine'])).toMatchObject({ kind: 'broken', theirs: null })
    expect(proofOfTotal(broken, ['theirs'])).toEqual(proven)
  })

  test('is not made wrong by what is booked already, nor by what has ended', () => {
    const booked = books('mine', { ...wrong, cause: 'DEPOSIT' })
    const ended = books('mine', { ...wrong, state: 'RESOLVED' })
    expect(proofOfPosition(board({ books: booked }), position)).toEqual(proven)
    expect(proofOfPosition(board({ books: ended }), position)).toEqual(proven)
  })

  test('is in flight with an order of its market, then in doubt when the venue’s time is over', () => {
    const flying = board({ orders: [sending()] })
    expect(proofOfOrder(flying, { id: 'ord', accountId: 'mine' })).toEqual({ kind: 'inFlight' })
    expect(proofOfOrder(flying, { id: 'another', accountId: 'mine' })).toEqual(proven)
    expect(proofOfPosition(flying, position)).toEqual({ kind: 'inFlight' })
    expect(proofOfBalance(flying, { accountId: 'mine', asset: USDT, ours: a('1') })).toEqual({
      kind: 'inFlight',
    })
    expect(proofOfPosition(flying, { ...position, instrumentId: other })).toEqual(proven)
    expect(nextLookAt([sending()], NOW)).toBe(late)
    const doubtful = board({ orders: [sending()], now: late })
    expect(proofOfOrder(doubtful, { id: 'ord', accountId: 'mine' })).toEqual({ kind: 'inDoubt' })
    expect(proofOfTotal(doubtful, ['mine'])).toEqual({ kind: 'inDoubt' })
    expect(nextLookAt([sending()], late)).toBeNull()
  })
})

test('of several states the worst is shown, and of two ages the greater', () => {
  const stale = (since: number) => ({ kind: 'stale', at: at(since) }) as const
  expect(worstOf([stale(2), { kind: 'inFlight' }, stale(1)])).toEqual(stale(1))
  expect(worstOf([stale(2), { kind: 'inDoubt' }])).toEqual({ kind: 'inDoubt' })
  expect(worstOf([])).toEqual(proven)
})
