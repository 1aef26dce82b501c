import { expect, test } from 'vitest'
import { at, p } from '#test/builders.ts'
import { QUOTE_AHEAD_MS_MAX, quoteFaultOf } from './quote-fault.ts'

const NOW = at(10_000)
const QUOTE = { bid: p('99'), ask: p('100'), last: p('99.5'), at: NOW }
const fault = (shown: object) => quoteFaultOf({ ...QUOTE, ...shown }, NOW)

test('a book whose best prices meet is sound, one whose bid is above its ask is crossed', () => {
  expect(fault({})).toBeNull()
  expect(fault({ bid: p('100') })).toBeNull()
  expect(fault({ bid: p('100.01') })).toBe('CROSSED')
  expect(fault({ bid: null })).toBeNull()
})

test('a quote from further ahead than clocks differ is from the future', () => {
  expect(fault({ at: at(NOW + QUOTE_AHEAD_MS_MAX) })).toBeNull()
  expect(fault({ at: at(NOW + QUOTE_AHEAD_MS_MAX + 1) })).toBe('FUTURE')
})

test('a price is more than nothing', () => {
  expect(fault({ last: p('0') })).toBe('NOT_POSITIVE')
  expect(fault({ bid: p('-1') })).toBe('NOT_POSITIVE')
})
