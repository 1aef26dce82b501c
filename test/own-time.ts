import { existsSync, readFileSync } from 'node:fs'

export type Stopwatch = {
  /** How long the machine has kept something waiting for a core since the start, in ms. */
  waitedMs(): number
  /** The rest of the time since the start, in ms. */
  ownMs(): number
}

/** Linux counts there how long, in µs since its start, something that could run waited for a core. */
const PRESSURE = '/proc/pressure/cpu'
const SOME_WAITED_US = /^some .*total=(\d+)$/m
const US_PER_MS = 1_000

/**
 * For promises of so many seconds: leaves out the time in which this machine had more to run than cores, which no code
 * of ours can shorten. On a machine with a free core, and on systems that do not count, our own time is the wall's.
 */
export function startStopwatch(): Stopwatch {
  const startedAt = performance.now()
  const before = countedMs()
  const waitedMs = () => countedMs() - before
  return { waitedMs, ownMs: () => performance.now() - startedAt - waitedMs() }
}

function countedMs(): number {
  if (!existsSync(PRESSURE)) return 0
  const [, total] = SOME_WAITED_US.exec(readFileSync(PRESSURE, 'utf8')) ?? []
  return Number(total ?? 0) / US_PER_MS
}
