import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { MINUTE_MS } from '#core/time/time.ts'
import { callCli } from '#test/call-cli.ts'

const cwd = mkdtempSync(join(tmpdir(), 'truebook-indicators-'))
const FROM = Date.UTC(2025, 0, 1)
const CLOSES = [10, 11, 12, 11, 13]
writeFileSync(join(cwd, 'few_1m.csv'), csvOf(CLOSES))

describe('indicators', () => {
  test('answers each line with a value for every bar, null in the warm-up', async () => {
    const words = [
      'indicators',
      'few_1m.csv',
      '--name',
      'sma',
      '--params',
      '{"length":3}',
      '--json',
    ]
    const { code, out, err } = await callCli(words, { cwd })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(out)).toEqual({
      file: 'few_1m.csv',
      name: 'sma',
      params: { length: 3 },
      rows: 5,
      warmUp: 2,
      openAt: CLOSES.map((_, i) => FROM + i * MINUTE_MS),
      lines: { value: [null, null, 11, 34 / 3, 12] },
    })
  })

  test('shows the end of the series where no document is asked for', async () => {
    const { out } = await callCli(['indicators', 'few_1m.csv', '--name', 'bollinger'], { cwd })
    expect(out).toContain('bar opened at  ')
    expect(out).toContain('2025-01-01T00:04:00.000Z  -  -  -\n')
  })

  test.each([
    { words: [], told: 'expected --name, one of sma, ema' },
    { words: ['--name', 'rsy'], told: 'there is no indicator "rsy"; did you mean "rsi"?' },
    {
      words: ['--name', 'rsi', '--params', '{"length":0}'],
      told: '--params of rsi: Expected length to be a whole number from 1 to 5000, found 0.',
    },
    {
      words: ['--name', 'rsi', '--params', '[]'],
      told: '--params expects a JSON object, found []',
    },
  ])('$words is refused by name', async ({ words, told }) => {
    const { code, out, err } = await callCli(['indicators', 'few_1m.csv', ...words], { cwd })
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(`truebook: ${told}`)
  })
})

function csvOf(closes: readonly number[]): string {
  const rows = closes.map((close, i) =>
    [FROM + i * MINUTE_MS, close, close, close, close, 1].join(','),
  )
  return ['timestamp_ms,open,high,low,close,volume', ...rows, ''].join('\n')
}
