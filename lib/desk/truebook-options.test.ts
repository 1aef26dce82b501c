import { expect, test } from 'vitest'
import { parseTruebookCommand } from './truebook-options.ts'

const parse = (line: string) => parseTruebookCommand(line.split(' '), '/house')

test('a venue is certified on its testnet, in BTC-USDT unless told otherwise', () => {
  const command = { kind: 'certify', venueId: 'binance', folder: '/house/.truebook' }
  expect(parse('venue certify binance --testnet')).toEqual({ ...command, market: 'BTC-USDT' })
  expect(parse('venue certify binance --testnet --instrument ETH-USDT --data /d')).toEqual({
    ...command,
    folder: '/d',
    market: 'ETH-USDT',
  })
})

test('--help is answered whatever else is said', () => {
  expect(parse('--help')).toEqual({ kind: 'help' })
})

test.each([
  ['venue certify binance', 'expected --testnet'],
  ['venue certify --testnet', 'expected "venue certify NAME"'],
  ['venue trust binance --testnet', 'found "venue trust binance"'],
  ['venue certify a b --testnet', 'found "venue certify a b"'],
  ['venue certify binance --testnet --instrument BTCUSDT', 'found "BTCUSDT"'],
  ['venue certify binance --testnet --secret x', '--secret'],
])('"%s" is refused with what was expected', (line, message) => {
  expect(() => parse(line)).toThrow(message)
})
