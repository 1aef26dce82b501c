import { setTimeout as delay } from 'node:timers/promises'

/** What the desk said to one request: the orders it took, and how many it denied for their prices' age. */
export type Taken = { readonly orderIds: readonly string[]; readonly staleCount: number }

/** One request of a load: when it was due, when it was answered, and what was said. */
export type Placed = Taken & { readonly dueAt: number; readonly answeredAt: number }

/** Places orders; the index says which request of the load it is. */
export type Place = (index: number) => Promise<Taken>

/**
 * Open loop: requests leave at their rate whether or not earlier ones were answered, and count from when
 * they were due, so a stalled desk cannot hide its queue.
 */
export async function placeAtRate(
  place: Place,
  { perSecond, count }: { readonly perSecond: number; readonly count: number },
): Promise<readonly Placed[]> {
  const startedAt = performance.now()
  const running: Promise<Placed>[] = []
  for (let index = 0; index < count; index++) {
    const dueAt = startedAt + (index * 1000) / perSecond
    const earlyMs = dueAt - performance.now()
    if (earlyMs > 1) await delay(earlyMs)
    running.push(placeOne(place, index, dueAt))
  }
  return Promise.all(running)
}

/** Closed loop: so many requests in flight at any moment, for finding out what the desk can take. */
export async function placeInFlight(
  place: Place,
  { inFlight, count }: { readonly inFlight: number; readonly count: number },
): Promise<readonly Placed[]> {
  const placed: Placed[] = []
  let next = 0
  const lane = async () => {
    while (next < count) placed.push(await placeOne(place, next++, performance.now()))
  }
  await Promise.all(Array.from({ length: inFlight }, lane))
  return placed
}

async function placeOne(place: Place, index: number, dueAt: number): Promise<Placed> {
  const taken = await place(index)
  return { ...taken, dueAt, answeredAt: performance.now() }
}
