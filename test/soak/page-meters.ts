import { openPage } from '../chaos/browser/open-page.ts'
import type { ChaosHouse } from '../chaos/chaos-house.ts'
import { type MemoryMeter, processMeter } from './memory-meter.ts'

export type OpenMeters = AsyncDisposable & { readonly meters: readonly MemoryMeter[] }

/** Has the desk open in a browser and watches web, gateway and what the page's scripts hold. */
export async function openPageMeters(house: ChaosHouse): Promise<OpenMeters> {
  const opened = await openPage(house)
  const { page, web, gateway } = opened
  const devtools = await page.context().newCDPSession(page)
  const heap = async () => {
    // Without what is garbage already.
    await devtools.send('HeapProfiler.collectGarbage')
    const { usedSize } = await devtools.send('Runtime.getHeapUsage')
    return usedSize
  }
  return {
    meters: [
      processMeter('web', web.pid),
      processMeter('gateway', gateway.pid),
      { name: 'page', pid: () => undefined, bytes: () => heap().catch(() => null) },
    ],
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  }
}
