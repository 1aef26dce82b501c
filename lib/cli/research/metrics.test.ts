import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DAY_MS } from '#core/time/time.ts'
import { callCli } from '#test/call-cli.ts'

const FROM = Date.UTC(2025, 0, 1)
const RETURNS = Array.from({ length: 400 }, (_, i) => ((i * 7) % 11) / 1_000 - 0.004)
const cwd = mkdtempSync(join(tmpdir(), 'truebook-metrics-'))
write('returns.csv', 'return', RETURNS)
write('equity.csv', 'equity', grown(RETURNS))

describe('metrics', () => {
  test('of an equity are those of the returns between its rows', async () => {
    const [ofReturns, ofEquity] = [await told('returns.csv'), await told('equity.csv')]
    for (const [name, value] of Object.entries(ofReturns.metrics)) {
      if (value !== null) expect(ofEquity.metrics[name], name).toBeCloseTo(Number(value), 6)
    }
    const mean = RETURNS.reduce((sum, value) => sum + value, 0) / 400
    const variance = RETURNS.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 399
    expect(ofReturns.metrics.sharpe).toBeCloseTo((mean / Math.sqrt(variance)) * Math.sqrt(365), 10)
    expect(ofReturns.notAvailable).toEqual({})
  })

  test('too few rows tell no ratio, unless any length is wanted', async () => {
    write('few.csv', 'return', RETURNS.slice(0, 9))
    const few = await told('few.csv')
    expect(few.metrics.sharpe).toBeNull()
    expect(few.notAvailable.sharpe).toBe('it needs 30 periods, there are 9')
    expect((await told('few.csv', '--any-length')).metrics.sharpe).toBeTypeOf('number')
  })

  test('rows that are not the periods said are told', async () => {
    const { warnings } = await told('returns.csv', '--periods-per-year', '8766')
    expect(warnings[0]).toBe(
      'Rows stand 86400000 ms apart, about 365 a year, not 8766: see --periods-per-year.',
    )
  })

  test('the Sharpe ratio is deflated by the trials it was picked from', async () => {
    const [few, many] = [
      await told('returns.csv', '--trials', '2'),
      await told('returns.csv', '--trials', '5000'),
    ]
    expect(many.deflatedSharpe).toBeLessThan(few.deflatedSharpe)
    expect((await told('returns.csv')).deflatedSharpe).toBeNull()
  })

  test.each([
    [
      'timestamp_ms,price\n1,2\n',
      'line 1: expected timestamp_ms,equity or timestamp_ms,return, found "timestamp_ms,price"',
    ],
    ['timestamp_ms,equity\n1,0\n', 'line 2: expected an equity above 0, found "0"'],
    ['timestamp_ms,return\n1,-1.1\n', 'line 2: expected a return of -1 or more, found "-1.1"'],
    [
      'timestamp_ms,return\n2,0\n\n2,0\n',
      'line 4: expected a time after 1970-01-01T00:00:00.002Z, found 1970-01-01T00:00:00.002Z',
    ],
    ['timestamp_ms,return\n1.5,0\n', 'line 2: expected whole milliseconds, found "1.5"'],
    ['timestamp_ms,return\n1,0,0\n', 'line 2: expected 2 cells, found 3'],
  ])('%j is refused by its line', async (text, message) => {
    writeFileSync(join(cwd, 'wrong.csv'), text)
    const { code, out, err } = await callCli(['metrics', 'wrong.csv', '--json'], { cwd })
    expect({ code, out, err }).toEqual({ code: 1, out: '', err: `truebook: ${message}\n` })
  })

  test('a wrong number of periods is a wrong use', async () => {
    const words = ['metrics', 'returns.csv', '--periods-per-year', '0']
    const { code, err } = await callCli(words, { cwd })
    expect(code).toBe(2)
    expect(err).toContain('--periods-per-year expects a number above 0, found "0"')
  })
})

async function told(file: string, ...words: string[]) {
  const { code, out, err } = await callCli(['metrics', file, ...words, '--json'], { cwd })
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return JSON.parse(out)
}

function grown(returns: readonly number[]): number[] {
  let equity = 1_000
  return [equity, ...returns.map((value) => (equity *= 1 + value))]
}

function write(file: string, kind: string, values: readonly number[]): void {
  const rows = values.map((value, i) => `${FROM + i * DAY_MS},${value}`)
  writeFileSync(join(cwd, file), [`timestamp_ms,${kind}`, ...rows, ''].join('\n'))
}
