import { expect, test } from 'vitest'
import { assetIdOf, instrumentIdOf, venueIdOf } from '#core/market/instrument.ts'
import { parseAmount } from '#core/money/money.ts'
import { type BreakFacts, CLOCK_SKEW_MS_MAX, findBreaks } from './find-breaks.ts'

const [BTC, USDT, BNB] = [assetIdOf('BTC'), assetIdOf('USDT'), assetIdOf('BNB')] as const
const parts = { base: BTC, quote: USDT }
const pair = { ...parts, instrumentId: instrumentIdOf({ venueId: venueIdOf('sim'), ...parts }) }
const nothing: BreakFacts = {
  foreignOrders: [],
  foreignFills: [],
  missedFills: [],
  impossibleFills: [],
  thirdCoinFees: [],
  venueCancels: [],
  orderStates: [],
  transfers: [],
  replayedFills: [],
  differences: [],
  clockOffsetMs: 0,
}
const aFill = { ...pair, venueOrderId: '7', venueTradeId: '9' }
const aTransfer = { venueTransferId: '1', asset: USDT, amount: parseAmount('5') }

test('a reconciliation that saw nothing finds nothing', () => {
  expect(findBreaks(nothing)).toEqual([])
})

test.each([
  ['FOREIGN_ACTIVITY', { foreignFills: [aFill] }],
  ['DEPOSIT', { transfers: [{ ...aTransfer, kind: 'deposit' as const }] }],
  ['WITHDRAWAL', { transfers: [{ ...aTransfer, kind: 'withdrawal' as const }] }],
  ['DUST_CONVERSION', { transfers: [{ ...aTransfer, kind: 'dust' as const }] }],
  ['FEE_IN_THIRD_COIN', { thirdCoinFees: [{ ...aFill, feeAsset: BNB }] }],
  ['MISSED_FILL', { missedFills: [{ ...aFill, lateMs: 3_000 }] }],
  ['FILL_AGAINST_ORDER', { impossibleFills: [{ ...aFill, violation: 'FILL_AGAINST_STATE' }] }],
  ['FILL_REPLAYED', { replayedFills: [aFill] }],
  ['VENUE_CANCEL', { venueCancels: [{ ...pair, orderId: 'a', venueOrderId: '7' }] }],
  ['ORDER_STATE', { orderStates: [{ ...pair, orderId: 'a' }] }],
  [
    'WRONG_BALANCE',
    { differences: [{ asset: BTC, ours: parseAmount('1'), theirs: parseAmount('2') }] },
  ],
  ['CLOCK_SKEW', { clockOffsetMs: -CLOCK_SKEW_MS_MAX - 1 }],
] as const)('%s is named by its own fact alone', (cause, facts) => {
  expect(findBreaks({ ...nothing, ...facts }).map((finding) => finding.cause)).toEqual([cause])
})

test('an order made elsewhere and all its fills are one foreign activity', () => {
  const fills = [aFill, { ...aFill, venueTradeId: '10' }]
  expect(findBreaks({ ...nothing, foreignOrders: [aFill], foreignFills: fills })).toHaveLength(1)
})

test('a clock at the edge of what is allowed is no break', () => {
  expect(findBreaks({ ...nothing, clockOffsetMs: CLOCK_SKEW_MS_MAX })).toEqual([])
})

const at = pair.instrumentId
const unknown = { instrumentId: null, asset: null, ours: null, theirs: null }
const traded = { ...unknown, instrumentId: at, assets: [BTC, USDT] }
const moved = { ...unknown, asset: USDT, theirs: aTransfer.amount, assets: [USDT] }
const evidence = { venueOrderId: '7', venueTradeId: '9' }

test.each([
  [
    { foreignOrders: [aFill] },
    { ...traded, subject: `foreign:${at}:7`, evidence: { venueOrderId: '7' } },
  ],
  [
    { missedFills: [{ ...aFill, lateMs: 3_000 }] },
    { ...traded, subject: `missed:${at}:7`, evidence: { ...evidence, lateMs: 3_000 } },
  ],
  [
    { impossibleFills: [{ ...aFill, violation: 'FILL_AGAINST_STATE' }] },
    {
      ...traded,
      subject: `impossible:${at}:7`,
      evidence: { ...evidence, violation: 'FILL_AGAINST_STATE' },
    },
  ],
  [
    { thirdCoinFees: [{ ...aFill, feeAsset: BNB }] },
    {
      ...traded,
      subject: `fee:BNB:${at}:9`,
      asset: BNB,
      assets: [BNB],
      evidence: { venueTradeId: '9' },
    },
  ],
  [
    { venueCancels: [{ ...pair, orderId: 'a', venueOrderId: '7' }] },
    { ...traded, subject: 'canceled:a', evidence: { orderId: 'a', venueOrderId: '7' } },
  ],
  [
    { venueCancels: [{ ...pair, orderId: 'a', venueOrderId: null }] },
    { ...traded, subject: 'canceled:a', evidence: { orderId: 'a' } },
  ],
  [
    { orderStates: [{ ...pair, orderId: 'a' }] },
    { ...traded, subject: 'order:a', evidence: { orderId: 'a' } },
  ],
  [
    { transfers: [{ ...aTransfer, kind: 'dust' as const }] },
    { ...moved, subject: 'dust:1:USDT', evidence: { venueTransferId: '1' } },
  ],
  [
    { replayedFills: [aFill] },
    { ...traded, subject: `replayed:${at}:9`, assets: [], evidence: { venueTradeId: '9' } },
  ],
  [
    { differences: [{ asset: BTC, ours: parseAmount('1'), theirs: parseAmount('2') }] },
    {
      ...unknown,
      subject: 'balance:BTC',
      asset: BTC,
      ours: parseAmount('1'),
      theirs: parseAmount('2'),
      assets: [BTC],
      evidence: {},
    },
  ],
  [
    { clockOffsetMs: CLOCK_SKEW_MS_MAX + 1 },
    {
      ...unknown,
      subject: 'clock',
      assets: [],
      evidence: { clockOffsetMs: CLOCK_SKEW_MS_MAX + 1 },
    },
  ],
] as const)(
  'a finding says what it is about, and by what it was seen: case %#',
  (facts, finding) => {
    expect(findBreaks({ ...nothing, ...facts })).toEqual([
      { ...finding, cause: expect.any(String) },
    ])
  },
)
