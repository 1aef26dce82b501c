import type { CDPSession, Page } from '@playwright/test'

const BYTES_PER_MB = 1_000_000
/** The first updates fill caches and compile what runs often. */
const WARM_UP_MS = 5_000

/** By how many megabytes the page's heap has grown after `work`, garbage collected before and after. */
export async function measureHeap(page: Page, work: () => Promise<unknown>): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  await page.waitForTimeout(WARM_UP_MS)
  const before = await heapBytes(session)
  await work()
  const after = await heapBytes(session)
  await session.detach()
  return (after - before) / BYTES_PER_MB
}

async function heapBytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN
}
