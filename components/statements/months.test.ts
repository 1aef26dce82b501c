import { describe, expect, test } from 'vitest'
import { unixMsOf } from '#core/time/time.ts'
import { MONTHS_MAX, monthAt, monthName, monthsBack } from './months.ts'

describe('months', () => {
  test('a month begins at midnight UTC', () => {
    expect(monthAt(unixMsOf(Date.UTC(2026, 10, 1)))).toBe('2026-11')
    expect(monthAt(unixMsOf(Date.UTC(2026, 10, 1) - 1))).toBe('2026-10')
  })

  test('months go back over the turn of a year, the newest first', () => {
    expect(monthsBack('2027-02', '2026-11')).toEqual(['2027-02', '2027-01', '2026-12', '2026-11'])
  })

  test('there is always the newest one, and never more than the most', () => {
    expect(monthsBack('2026-11', '2026-12')).toEqual(['2026-11'])
    expect(monthsBack('2096-11', '2026-12')).toHaveLength(MONTHS_MAX)
  })

  test('a month has a name', () => {
    expect(monthName('2026-01')).toBe('January 2026')
    expect(monthName('2026-12')).toBe('December 2026')
  })
})
