import { expect, test } from 'vitest'
import { bytesText } from './bytes-text.ts'

test.each([
  [0, '0 B'],
  [1_023, '1023 B'],
  [1_024, '1 KiB'],
  [13_000_000, '12 MiB'],
  [5 * 1_024 ** 3, '5 GiB'],
  [3 * 1_024 ** 5, '3072 TiB'],
])('%i bytes read %s', (bytes, text) => {
  expect(bytesText(bytes)).toBe(text)
})
