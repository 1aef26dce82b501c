import { setTimeout as delay } from 'node:timers/promises'
import type { BrowserContext } from '@playwright/test'
import { percentiles } from '../orders/percentiles.ts'
import type { BenchRow } from '../report.ts'

export const PAGES = { perSecond: 20, seconds: 15 }
const WARM_UP = { perSecond: 2, seconds: 5 }
const SERVED_MS_MAX = 60

type Load = { readonly perSecond: number; readonly seconds: number }

/** How fast these pages are served, after a moment in which the desk warms up. */
export async function serverRows(
  context: BrowserContext,
  paths: readonly string[],
): Promise<BenchRow[]> {
  await measureServerTime(context, paths, WARM_UP)
  const served = percentiles(await measureServerTime(context, paths, PAGES))
  const row = { case: 'pages', unit: 'ms', floor: null, better: 'lower' } as const
  return [
    { ...row, metric: 'served p50', value: served.p50, target: null },
    { ...row, metric: 'served p95', value: served.p95, target: SERVED_MS_MAX },
  ]
}

/**
 * Opens pages at a steady rate, whether or not the ones before have come: milliseconds from when each was due to
 * its last byte. Throws when a page fails.
 */
async function measureServerTime(
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
