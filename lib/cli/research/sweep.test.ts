import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { callCli } from '#test/call-cli.ts'
import { csvOfBars } from '#test/csv-of-bars.ts'
import { priceWalk } from '#test/price-walk.ts'

const cwd = mkdtempSync(join(tmpdir(), 'truebook-sweep-'))
writeFileSync(join(cwd, 'walk_1m.csv'), csvOfBars(priceWalk(2_000)))

const CROSSES = ['sweep', 'walk_1m.csv', '--strategy', 'sma-cross', '--workers', '1']
const RANGES = '{"fast":[5,15,5],"slow":[20,40,20]}'

test('answers every point, the best of them and a heat map', async () => {
  const call = [...CROSSES, '--ranges', RANGES, '--heat', 'fast,slow', '--json']
  const { code, out } = await callCli(call, { cwd })
  expect(code).toBe(0)
  const { rows, best, heatMap, trials, judged } = JSON.parse(out)
  expect(trials).toBe(6)
  expect(judged.trials).toBe(6)
  expect(rows).toHaveLength(6)
  const finals = rows.map((row: { finalEquity: number }) => row.finalEquity)
  expect(best.finalEquity).toBe(Math.max(...finals))
  expect(heatMap.x).toEqual({ name: 'fast', values: [5, 10, 15] })
  expect(heatMap.cells).toEqual([
    [finals[0], finals[2], finals[4]],
    [finals[1], finals[3], finals[5]],
  ])
})

test('keeps what it knows for the same sweep and for no other', async () => {
  const call = [...CROSSES, '--ranges', RANGES, '--checkpoint', 'c.json', '--json']
  const first = await callCli(call, { cwd })
  const kept = JSON.parse(readFileSync(join(cwd, 'c.json'), 'utf8'))
  kept.rows[0][1].finalEquity = 7
  writeFileSync(join(cwd, 'c.json'), JSON.stringify(kept))
  const again = JSON.parse((await callCli(call, { cwd })).out)
  expect(again.rows[0].finalEquity).toBe(7)
  expect(again.rows.slice(1)).toEqual(JSON.parse(first.out).rows.slice(1))
  const other = await callCli([...call, '--fee-bps', '20'], { cwd })
  expect(other.code).toBe(1)
  expect(other.err).toContain('belongs to another sweep')
})

test.each([
  { words: [], told: 'expected --ranges, such as {"fast":[5,50,5]}' },
  {
    words: ['--ranges', '{"fast":[9,5]}'],
    told: '--ranges: "fast" expects [from, to, step], found [9,5]',
  },
  { words: ['--ranges', '{"speed":[1]}'], told: '--ranges: "speed" is no parameter' },
  {
    words: ['--ranges', '{"fast":[0,5]}'],
    told: '--ranges: "fast" expected a whole number from 1 to 5000, found 0',
  },
  {
    words: ['--ranges', '{"fast":[50,60],"slow":[30]}'],
    told: 'sma-cross takes none of the 11 points',
  },
  { words: ['--ranges', RANGES, '--by', 'luck'], told: '--by expects one of finalEquity' },
  { words: ['--ranges', RANGES, '--heat', 'fast'], told: '--heat expects two of fast, slow' },
])('$words is refused by name', async ({ words, told }) => {
  const { code, err } = await callCli([...CROSSES, ...words], { cwd })
  expect(code).toBe(2)
  expect(err).toContain(`truebook: ${told}`)
})

test('walk-forward answers its windows, and says when there are too few bars for one', async () => {
  const call = ['walk-forward', 'walk_1m.csv', '--strategy', 'sma-cross', '--ranges', RANGES]
  const whole = await callCli([...call, '--train', '1000', '--test', '500', '--json'], { cwd })
  expect(whole.code).toBe(0)
  expect(JSON.parse(whole.out)).toMatchObject({ trials: 6, windows: [{}, {}] })
  const short = await callCli([...call, '--train', '2000', '--test', '500'], { cwd })
  expect(short.code).toBe(2)
  expect(short.err).toContain('--train and --test ask for 2000 and 500 bars, walk_1m.csv has 2000')
})
