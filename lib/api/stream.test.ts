import { expect, test } from 'vitest'
import { instrumentIdOf, parseInstrumentId } from '#core/market/instrument.ts'
import { channelName, parseChannel } from './stream.ts'

const instrumentId = instrumentIdOf(parseInstrumentId('sim:BTC-USDT'))

test.each([
  { kind: 'book', instrumentId } as const,
  { kind: 'candles', instrumentId } as const,
  { kind: 'account', accountId: '01932c07-209c-7000-8000-000000000001' } as const,
])('a channel is found by its name: %j', (channel) => {
  expect(parseChannel(channelName(channel))).toEqual(channel)
})

test.each(['', 'book', 'book:', 'book:BTC', 'account:1', 'orders:sim:BTC-USDT', 'account:acc_x'])(
  'there is no channel named "%s"',
  (name) => {
    expect(parseChannel(name)).toBeNull()
  },
)
