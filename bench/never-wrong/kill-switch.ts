import { setTimeout as delay } from 'node:timers/promises'
import { engageKill } from '#usecases/kill/engage-kill.ts'
import { releaseKill } from '#usecases/kill/release-kill.ts'
import { claimOrders } from '#usecases/orders/claim-orders.ts'
import type { OrderDesk } from '../../test/order-desk.ts'
import { longLease, neverArrived } from './claims.ts'

export type KillTimes = {
  readonly engageMs: readonly number[]
  /** From the switch's answer until the last claim that was on its way had ended. */
  readonly idleMs: readonly number[]
  /** Orders that a claim took which began after the switch had answered. */
  readonly lateCount: number
}

const CLAIMERS = 4
const HALT = {
  scope: { kind: 'firm' as const },
  pauseEntries: true,
  cancelAll: false,
  flatten: false,
  isDrill: false,
  reason: null,
}
/** Between two rounds orders flow again. */
const FLOW_MS = 30

/** Presses and releases the firm's switch while claimers claim without a pause. */
export async function timeKills(desk: OrderDesk, rounds: number): Promise<KillTimes> {
  const lease = await longLease(desk)
  const round = { isStopped: false, isOver: false, lateCount: 0 }
  const endOfClaims: Promise<unknown>[] = []
  const claimer = async (place: number) => {
    while (!round.isOver) {
      const wasStopped = round.isStopped
      const claiming = claimOrders(desk.runner, { lease, mayTradeLive: false, limit: 2 })
      endOfClaims[place] = claiming
      const claimed = await claiming
      if (wasStopped && round.isStopped) round.lateCount += claimed.length
      await neverArrived(desk, claimed)
    }
  }
  const claimers = Array.from({ length: CLAIMERS }, (_, place) => claimer(place))
  const [engageMs, idleMs]: [number[], number[]] = [[], []]
  for (let count = 0; count < rounds; count++) {
    await delay(FLOW_MS)
    const pressedAt = performance.now()
    const { id } = await engageKill(desk.trader, HALT)
    const engagedAt = performance.now()
    round.isStopped = true
    engageMs.push(engagedAt - pressedAt)
    await Promise.all(endOfClaims)
    idleMs.push(performance.now() - engagedAt)
    round.isStopped = false
    await releaseKill(desk.trader, { killRunId: id })
  }
  round.isOver = true
  await Promise.all(claimers)
  return { engageMs, idleMs, lateCount: round.lateCount }
}
