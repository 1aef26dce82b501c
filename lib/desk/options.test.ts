import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parseDeskOptions } from './options.ts'

const cwd = mkdtempSync(join(tmpdir(), 'truebook-options-'))
writeFileSync(join(cwd, 'candles.csv'), '')
afterAll(() => rmSync(cwd, { recursive: true }))

test('without options the desk is a demo on port 3000 in .truebook', () => {
  expect(parseDeskOptions([], cwd)).toEqual({
    folder: join(cwd, '.truebook'),
    port: 3000,
    isDemo: true,
    isExternal: false,
    feed: null,
  })
})

test('every option is read, and paths are relative to the caller', () => {
  const options = [
    '--data',
    'x',
    '--port',
    '81',
    '--no-demo',
    '--external',
    '--feed',
    'candles.csv',
  ]
  expect(parseDeskOptions(options, cwd)).toEqual({
    folder: join(cwd, 'x'),
    port: 81,
    isDemo: false,
    isExternal: true,
    feed: join(cwd, 'candles.csv'),
  })
})

test('a feed keeps its symbol, and a live one its venue', () => {
  const feedOf = (feed: string) => parseDeskOptions(['--feed', feed], cwd)
  expect(feedOf('candles.csv:BTC-USDT')).toMatchObject({
    feed: `${join(cwd, 'candles.csv')}:BTC-USDT`,
  })
  expect(feedOf('live:kraken')).toMatchObject({ feed: 'live:kraken' })
})

test.each([
  [['--prot', '1'], "Unknown option '--prot'"],
  [['--port', 'x'], '--port expects a number from 1 to 65535, found "x"'],
  [['--port', '0'], '--port expects a number from 1 to 65535, found "0"'],
  [['--port', '65536'], '--port expects a number from 1 to 65535, found "65536"'],
  [['--feed', 'nowhere.csv'], '--feed names a file that does not exist'],
  [['stray'], "Unexpected argument 'stray'"],
])('%j is refused with a reason', (parameters, reason) => {
  expect(() => parseDeskOptions(parameters, cwd)).toThrow(reason)
})
