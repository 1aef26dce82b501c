import { statfs } from 'node:fs/promises'
import { keepMetrics } from '#runtime/metrics/keep-metrics.ts'
import type { WebHouse } from '#runtime/web-context.ts'
import { forgetExpiredKeys } from '#usecases/system/forget-expired-keys.ts'
import { reportHeartbeat, withdrawHeartbeat } from '#usecases/system/report-heartbeat.ts'

export const WEB_BEAT_EVERY_MS = 5_000
export const FORGET_EVERY_MS = 10 * 60_000

/**
 * What the web process does by itself until it is stopped: says that it lives, and forgets keys whose time is
 * over. A database that is away is said in the log; the next turn tries again.
 */
export function keepHouse(house: WebHouse): { stop(): Promise<void> } {
  const stopped = new AbortController()
  const beat = {
    process: 'web',
    instance: house.meter.identity.instance,
    startedAt: house.clock.now(),
  }
  const turns = [
    everyMs(house, { ms: WEB_BEAT_EVERY_MS, signal: stopped.signal }, async () =>
      reportHeartbeat(house, { ...beat, detail: await detailOf(house) }),
    ),
    everyMs(house, { ms: FORGET_EVERY_MS, signal: stopped.signal }, () => forgetExpiredKeys(house)),
  ]
  const metrics = keepMetrics(house)
  return {
    async stop() {
      stopped.abort()
      await Promise.all([...turns, metrics.stop()])
      await attempt(house, () => withdrawHeartbeat(house, beat))
    },
  }
}

async function detailOf({ env }: Pick<WebHouse, 'env'>) {
  return { rssBytes: process.memoryUsage.rss(), ...(await freeSpaceOf(env.TRUEBOOK_DATA)) }
}

/** How much of the disk that holds the folder is free; nothing where there is no such folder. */
async function freeSpaceOf(folder: string) {
  const disk = await statfs(folder).catch(() => undefined)
  return (
    disk && {
      diskFreeRatio: disk.bavail / disk.blocks,
      diskFreeBytes: disk.bavail * disk.bsize,
    }
  )
}

type Rhythm = { readonly ms: number; readonly signal: AbortSignal }

async function everyMs(
  house: WebHouse,
  { ms, signal }: Rhythm,
  work: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    await attempt(house, work)
    await house.clock.sleep(ms, signal).catch(stopSleeping)
  }
}

/** Being woken to stop is no failure: the loop sees the signal itself. */
function stopSleeping(): void {}

async function attempt({ log }: WebHouse, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    log.warn({ err: error }, 'a turn of the web process failed')
  }
}
