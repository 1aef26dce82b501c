import { setTimeout as delay } from 'node:timers/promises'
import type { BrowserContext } from '@playwright/test'

type Load = { readonly perSecond: number; readonly seconds: number }

/**
 * Opens pages at a steady rate, whether or not the ones before have come: milliseconds from when each was due to
 * its last byte. Throws when a page fails.
 */
export async function measureServerTime(
  context: BrowserContext,
  paths: readonly string[],
  { perSecond, seconds }: Load,
): Promise<readonly number[]> {
  const beginAt = performance.now()
  const opened = Array.from({ length: perSecond * seconds }, async (_, place) => {
    const dueAt = beginAt + (place * 1_000) / perSecond
    await delay(Math.max(0, dueAt - performance.now()))
    const path = paths[place % paths.length] ?? '/'
    const response = await context.request.get(path)
    if (!response.ok()) throw new Error(`${path} answered ${response.status()}`)
    await response.body()
    return performance.now() - dueAt
  })
  return Promise.all(opened)
}
