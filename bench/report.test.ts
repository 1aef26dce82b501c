import { afterEach, expect, test, vi } from 'vitest'
import { type BenchReport, median, publishReport } from './report.ts'

const row = {
  case: 'static',
  metric: 'throughput',
  unit: 'messages/s',
  value: 7,
  floor: null,
  target: 8,
  better: 'higher',
} as const

function publish(report: Partial<BenchReport>, argv: readonly string[]): string {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  publishReport({ name: 'matching', method: [], parity: true, rows: [row], ...report }, argv)
  return String(write.mock.calls[0]?.[0])
}

afterEach(() => {
  vi.restoreAllMocks()
  process.exitCode = undefined
})

test('a missed target is shown and does not fail the bench', () => {
  expect(publish({}, [])).toContain('MISSED')
  expect(process.exitCode).toBeUndefined()
})

test('a failed parity fails the bench', () => {
  expect(publish({ parity: false }, [])).toContain('parity: FAILED')
  expect(process.exitCode).toBe(1)
})

test('--json prints one object with the commit, the machine and every row', () => {
  expect(JSON.parse(publish({}, ['--json']))).toEqual({
    name: 'matching',
    commit: expect.any(String),
    machine: expect.any(String),
    parity: true,
    rows: [row],
  })
})

test('the median of an even number of values is the upper one in the middle', () => {
  expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([10, 9])]).toEqual([2, 3, 10])
})
