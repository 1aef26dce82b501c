import { SECOND_MS } from '#core/time/time.ts'
import { scanInThread } from '#runtime/patterns/scan-in-thread.ts'
import type { RunnerHouse } from '#runtime/runner-context.ts'
import { scanMarkets } from '#usecases/patterns/scan-markets.ts'
import { Bell } from './bell.ts'
import { repeat } from './repeat.ts'

/** Candles come once a minute; what they made known is looked for so often. */
export const PATTERNS_EVERY_MS = 5 * SECOND_MS

/** Looks for patterns and signals on every market as its candles close, in a thread, until `signal` aborts. */
export async function scanPatterns(house: RunnerHouse, signal: AbortSignal): Promise<void> {
  const { clock, log } = house
  const scanner = scanInThread()
  const ctx = { ...house, scanner, taken: new Map() }
  const round = { name: 'patterns', everyMs: PATTERNS_EVERY_MS, bell: new Bell(clock) }
  await repeat({ ...round, signal, clock, log }, async () => {
    await scanMarkets(ctx, signal)
  })
  await scanner.close()
}
