import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createInstrument } from '#test/builders/market.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { callCli } from '#test/call-cli.ts'

const { database, clone } = await openTestDatabase()
const instrument = await createInstrument(database)
const cwd = mkdtempSync(join(tmpdir(), 'truebook-import-'))
const before = process.env['DATABASE_URL']
beforeAll(() => {
  process.env['DATABASE_URL'] = clone.appUrl
})
afterAll(() => {
  if (before === undefined) delete process.env['DATABASE_URL']
  else process.env['DATABASE_URL'] = before
})

const START = Date.UTC(2024, 0, 1)
const row = (minute: number, cells: string) => `${START + minute * 60_000},${cells}`

function call(path: string, ...more: string[]) {
  const words = [
    'candles',
    'import',
    path,
    '--instrument',
    instrument,
    '--timeframe',
    '1m',
    '--json',
  ]
  return callCli([...words, ...more], { cwd })
}

test('a file of candles is stored, and may be stored again', async () => {
  writeFileSync(
    join(cwd, 'a.csv'),
    `time,open,high,low,close,volume\n${row(0, '2,3,1,2,1')}\n${row(1, '2,3,1,2,1')}`,
  )
  const first = await call('a.csv')
  expect({ ...first, out: JSON.parse(first.out) }).toEqual({
    code: 0,
    err: '',
    out: {
      datasetId: expect.any(Number),
      instrumentId: instrument,
      timeframe: '1m',
      source: 'file',
      candles: 2,
      isMerged: false,
    },
  })
  expect(JSON.parse((await call('a.csv')).out)).toMatchObject({ candles: 2, isMerged: true })
  const { rows } = await clone.ownerPool.query('SELECT count(*)::int AS count FROM candle')
  expect(rows).toEqual([{ count: 2 }])
})

test('of a faulty file only what are candles is stored, and only when that is said', async () => {
  writeFileSync(
    join(cwd, 'b.csv'),
    `time,open,high,low,close,volume\n${row(0, '2,3,1,2,1')}\n${row(1, '0,0,0,0,0')}`,
  )
  expect(await call('b.csv', '--source', 'other')).toMatchObject({ code: 1, out: '' })
  const stored = await call('b.csv', '--source', 'other', '--with-faults')
  expect(JSON.parse(stored.out)).toMatchObject({ source: 'other', candles: 1 })
})

test('an instrument that the desk does not know is named', async () => {
  const { code, err } = await call('a.csv', '--instrument', 'sim:NO-USDT')
  expect({ code, err }).toEqual({
    code: 1,
    err: 'truebook: the desk knows no instrument sim:NO-USDT: GET /api/v1/instruments lists what it knows\n',
  })
})
