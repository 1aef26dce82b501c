import { expect, test } from 'vitest'
import { parseTime } from './parse-time.ts'

const read = (text: string, slashes: 'month-first' | 'day-first' = 'month-first') => {
  const time = parseTime(text, slashes)
  return time && [new Date(time.at).toISOString(), time.form, time.offset]
}

test.each([
  ['1546300800', ['2019-01-01T00:00:00.000Z', 'unix-s', null]],
  ['1546300800000', ['2019-01-01T00:00:00.000Z', 'unix-ms', null]],
  ['1546300800000000', ['2019-01-01T00:00:00.000Z', 'unix-us', null]],
  ['1546300800000000000', ['2019-01-01T00:00:00.000Z', 'unix-ns', null]],
  ['20161007', ['2016-10-07T00:00:00.000Z', 'date', null]],
  ['2016-10-07', ['2016-10-07T00:00:00.000Z', 'date', null]],
  ['2016-10-07T12:30:00Z', ['2016-10-07T12:30:00.000Z', 'zoned', '+00:00']],
  ['2016-10-07 12:30:00 UTC', ['2016-10-07T12:30:00.000Z', 'zoned', '+00:00']],
  ['2020-10-23 11:00:00+03:00', ['2020-10-23T08:00:00.000Z', 'zoned', '+03:00']],
  ['2020-10-23 11:00-0530', ['2020-10-23T16:30:00.000Z', 'zoned', '-05:30']],
  ['2020-10-23 11:59:59.999', ['2020-10-23T11:59:59.999Z', 'local', null]],
  ['2020-10-23 12-AM', null],
  ['10/23/2020 12:05 AM', ['2020-10-23T00:05:00.000Z', 'local', null]],
  ['10/23/2020 12:05 PM', ['2020-10-23T12:05:00.000Z', 'local', null]],
  ['01/03/17', ['2017-01-03T00:00:00.000Z', 'date', null]],
  ['02/30/2017', null],
  ['13/01/2017', null],
  ['2017-01-01 25:00', null],
  ['', null],
  ['yesterday', null],
  ['-5', null],
])('%j', (text, expected) => {
  expect(read(text)).toEqual(expected)
})

test('a file with a day above twelve in front writes its days first', () => {
  expect(read('03/04/2017', 'day-first')?.[0]).toBe('2017-04-03T00:00:00.000Z')
})
