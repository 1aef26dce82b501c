import { writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Bars } from '#core/market/bars.ts'

const deflate = promisify(gzip)
const HEADER = 'timestamp_ms,open,high,low,close,volume'
/** Of a number in its shortest form: 8 of 1.5e-8 and one more for its digit after the point. */
const SCIENTIFIC = /^-?\d(?:\.(?<digits>\d+))?e(?<exponent>[+-]\d+)$/
const PLACES_MAX = 20

/** The canonical form of a file of candles: a header, times in Unix milliseconds, numbers in plain digits. */
export function csvOfBars(bars: Bars): string {
  const rows = Array.from({ length: bars.length }, (_, i) =>
    [bars.openAt, bars.open, bars.high, bars.low, bars.close, bars.volume]
      .map((column) => plainDigits(column[i] as number))
      .join(','),
  )
  return `${[HEADER, ...rows].join('\n')}\n`
}

/** Writes a text, compressed where the file's name ends so. */
export async function writeText(path: string, text: string): Promise<void> {
  await writeFile(path, path.endsWith('.gz') ? await deflate(text) : text)
}

/** How many digits stand after the point of the number's shortest form: 3 of 0.125. */
export function placesOf(value: number): number {
  const text = String(value)
  const found = SCIENTIFIC.exec(text)?.groups
  if (found) return Math.max(0, (found['digits'] ?? '').length - Number(found['exponent']))
  return text.split('.')[1]?.length ?? 0
}

/** `0.000000015`, never `1.5e-8`. */
function plainDigits(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(Math.min(placesOf(value), PLACES_MAX)) : text
}
