import type { GatewayHouse } from '#runtime/gateway-context.ts'
import { reportHeartbeat, withdrawHeartbeat } from '#usecases/system/report-heartbeat.ts'

export const HEARTBEAT_EVERY_MS = 2_000

/** Tells the house, every two seconds, that this gateway is alive. */
export function startHeartbeat(
  house: GatewayHouse,
  detail: () => Readonly<Record<string, unknown>>,
): { stop(): Promise<void> } {
  const identity = {
    process: 'gateway',
    instance: house.dice.uuid(),
    startedAt: house.clock.now(),
  }
  let beating: Promise<void> = Promise.resolve()
  const beat = () => {
    beating = reportHeartbeat(house, { ...identity, detail: detail() }).catch((error: unknown) =>
      house.log.warn({ err: error }, 'a heartbeat was not written'),
    )
  }
  beat()
  const timer = setInterval(beat, HEARTBEAT_EVERY_MS)
  return {
    async stop() {
      clearInterval(timer)
      await beating
      // Who cannot say goodbye is missed soon enough.
      await withdrawHeartbeat(house, identity).catch(() => undefined)
    },
  }
}
