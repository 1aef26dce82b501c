import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readRecording } from './read-recording.ts'

const HEADER = 'timestamp_ms,open,high,low,close,volume'
const read = (text: string) => readRecording(new TextEncoder().encode(text), 'file')

describe('reading a recording', () => {
  test('candles come from CSV, gzip or plain, with any line ends', () => {
    const text = `${HEADER}\r\n60000,1,3,0.5,2,9\r\n120000,2,2,2,2,0\r\n`
    const expected = {
      kind: 'candles',
      rows: [
        [60_000_000, 1, 3, 0.5, 2],
        [120_000_000, 2, 2, 2, 2],
      ],
      invalidRows: 0,
    }
    expect(read(text)).toEqual(expected)
    expect(readRecording(gzipSync(text), 'file')).toEqual(expected)
  })

  test('candles come from JSON rows of six', () => {
    expect(read('[[1700000000000,1,3,0.5,2,9]]').rows).toEqual([[1_700_000_000_000, 1, 3, 0.5, 2]])
  })

  test('trades come from JSON rows of seven, CSV with names, and bare CSV of four', () => {
    const rows = [[1_700_000_000_000, 1.5]]
    expect(read('[[1700000000000,"7",null,"sell",1.5,2,3]]')).toMatchObject({
      kind: 'trades',
      rows,
    })
    expect(read(',timestamp,side,price\n0,1700000000000,buy,1.5')).toMatchObject({ rows })
    expect(read('1700000000,1.5,2,ANY')).toMatchObject({ kind: 'trades', rows })
  })

  test.each([
    ['seconds', '1700000000'],
    ['milliseconds', '1700000000000'],
    ['microseconds', '1700000000000000'],
    ['nanoseconds', '1700000000000000000'],
  ])('times in %s are known by their size', (_unit, time) => {
    expect(read(`timestamp,price\n${time},1`).rows[0]?.[0]).toBe(1_700_000_000_000)
  })

  test('a row outside its own range, without a price or not above zero is left out and counted', () => {
    const good = Array.from({ length: 40 }, (_, i) => `${1_700_000_000 + i * 60},2,3,1,2,0`)
    const bad = ['1700009000,2,1.5,1,2,0', '1700009060,,3,1,2,0', '1700009120,2,3,0,2,0']
    const recording = read([HEADER, ...good, ...bad].join('\n'))
    expect([recording.rows.length, recording.invalidRows]).toEqual([40, 3])
  })

  test('a file of mostly unusable rows is refused, with their number', () => {
    const text = `${HEADER}\n1700000000,2,3,1,2,0\n1700000060,5,3,1,2,0`
    expect(() => read(text)).toThrow(/1 of 2 rows have no usable time and prices; expected candles/)
  })

  test.each([
    ['another header', 'date,price of gold\n2020,5', /found a first line "date,price of gold"/],
    [
      'prose',
      '# Market data',
      /found a first line "# Market data"; rename its columns or convert it/,
    ],
    ['an empty file', '', /found a first line ""/],
    ['a header alone', HEADER, /0 of 0 rows/],
    ['JSON of another width', '[[1,2]]', /found JSON rows of 2 values/],
    ['JSON that is no list of rows', '[1,2]', /found JSON that is not a list of rows/],
    ['broken JSON', '[[1,2', /the JSON is broken or cut off/],
  ])('%s is refused in words', (_what, text, message) => {
    expect(() => read(text)).toThrow(message)
  })

  test('a cut off gzip file and a file that is not text are refused in words', () => {
    const cut = gzipSync(`${HEADER}\n1700000000,2,3,1,2,0\n`.repeat(9)).subarray(0, 40)
    expect(() => readRecording(cut, 'cut.gz')).toThrow(/cut.gz cannot be unpacked or is not text/)
    expect(() => readRecording(Uint8Array.of(0xff, 0xfe, 1), 'x')).toThrow(/cannot be unpacked/)
  })
})
