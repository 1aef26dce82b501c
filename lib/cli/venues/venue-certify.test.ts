import { expect, test } from 'vitest'
import { callCli } from '#test/call-cli.ts'
import { certificationAsked, venueCertify } from './venue-certify.ts'

test('a venue is certified on its testnet, in BTC-USDT unless told otherwise', () => {
  const values = { testnet: true, instrument: 'BTC-USDT', data: '.truebook' }
  const asked = { positionals: ['binance'], values, cwd: '/house' }
  expect(certificationAsked(asked)).toEqual({
    venueId: 'binance',
    folder: '/house/.truebook',
    market: 'BTC-USDT',
  })
  const elsewhere = { ...values, instrument: 'ETH-USDT', data: '/d' }
  expect(certificationAsked({ ...asked, values: elsewhere })).toEqual({
    venueId: 'binance',
    folder: '/d',
    market: 'ETH-USDT',
  })
})

test.each([
  ['venue certify binance', 'expected --testnet'],
  ['venue certify --testnet', 'expected NAME, found nothing'],
  ['venue trust binance --testnet', 'there is no command "venue trust"'],
  ['venue certify a b --testnet', 'found "a b"'],
  ['venue certify binance --testnet --instrument BTCUSDT', 'found "BTCUSDT"'],
  ['venue certify binance --testnet --secret x', '--secret'],
])('"%s" is refused with what was expected', async (line, message) => {
  const { code, err } = await callCli(line.split(' '), { commands: [venueCertify] })
  expect(code).toBe(2)
  expect(err).toContain(message)
})
