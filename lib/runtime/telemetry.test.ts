import { expect, test } from 'vitest'
import { AppError } from '#api/app-error.ts'
import { AssertionFailure } from '#core/assert.ts'
import { openLog } from './telemetry.ts'

const SIGNED =
  'binance GET https://api.binance.com/api/v3/order?symbol=BTCUSDT&timestamp=1&signature=c0ffee 401 Unauthorized'

function logged(write: (log: ReturnType<typeof openLog>) => void): string {
  const lines: string[] = []
  write(
    openLog({ process: 'test', level: 'info', destination: { write: (line) => lines.push(line) } }),
  )
  return lines.join('')
}

test('an error that names a signed address is logged without its query, at every depth of its causes', () => {
  const cause = new Error(SIGNED)
  const middle = new Error('asked', { cause })
  const error = new AppError('VENUE_UNREACHABLE', { public: 'No answer.', cause: middle })
  const text = logged((log) => log.warn({ err: error }, 'a round failed'))
  expect(text).toContain('No answer')
  expect(text).toContain('api/v3/order?…')
  expect(text).toContain('401 Unauthorized')
  expect(text).not.toMatch(/signature|c0ffee|timestamp=/)
})

test('what an error carries of its request is logged without key and signature', () => {
  const error = Object.assign(
    new Error('{"method":"order.place","params":{"apiKey":"k-1","signature":"c0ffee"}}'),
    {
      config: { url: 'wss://venue.test/ws?listenKey=abc', headers: { 'X-MBX-APIKEY': 'k-2' } },
      apiKey: 'k-3',
    },
  )
  const text = logged((log) => log.error({ err: error }, 'a call failed'))
  expect(text).toContain('order.place')
  expect(text).not.toMatch(/k-1|k-2|k-3|c0ffee|abc/)
})

test('an error without an address is logged as it is, with its type and its stack', () => {
  const text = logged((log) => log.warn({ err: new RangeError('is it 3? no, a=4') }, 'odd'))
  const line = JSON.parse(text)
  expect(line.err).toMatchObject({ type: 'RangeError', message: 'is it 3? no, a=4' })
  expect(line.err.stack).toContain('telemetry.test.ts')
})

test('a broken rule that is logged is told, by a child of the log too, and nothing else is', () => {
  let bugs = 0
  const destination = { write: () => undefined }
  const onBug = () => {
    bugs += 1
  }
  const log = openLog({ process: 'test', level: 'info', destination, onBug })
  log.warn({ err: new AssertionFailure('a rule') }, 'a round failed')
  log.child({ accountId: 'one' }).error({ err: new AssertionFailure('a rule') }, 'a request failed')
  log.warn({ err: new Error('away') }, 'a round failed')
  log.info({}, 'all is well')
  expect(bugs).toBe(2)
})
