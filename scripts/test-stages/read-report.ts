import { existsSync, readFileSync } from 'node:fs'

/** The JSON report of a test runner; null when it ended before it wrote one. */
export function readReport<T>(path: string): T | null {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
}
