import { SECOND_MS } from '#core/time/time.ts'
import { closeUnprotected } from '#usecases/protection/close-unprotected.ts'
import type { AccountDesk } from './account-desk.ts'
import { Bell } from './bell.ts'
import { roundOf } from './round-of.ts'
import { killRounds } from './run-kills.ts'
import { CIRCUITS_EVERY_MS, watchCircuits } from './watch-circuits.ts'
import { CLOCK_EVERY_MS, watchClock } from './watch-clock.ts'

/** Whether a position has lost its stop is looked at so often. */
export const PROTECTION_EVERY_MS = SECOND_MS

/** What watches over one account beside its rounds: the kill switch, the venue's health and clock, the stops. */
export function startWatches(desk: AccountDesk, signal: AbortSignal): readonly Promise<void>[] {
  const { ctx, db, instruments } = desk
  const round = roundOf(desk, signal)
  const bell = () => new Bell(ctx.clock)
  const kills = killRounds(desk)
  return [
    round('kill', kills.everyMs, desk.killDue, kills.look),
    round('circuits', CIRCUITS_EVERY_MS, bell(), () => watchCircuits(desk)),
    round('clock', CLOCK_EVERY_MS, bell(), () => watchClock(desk)),
    round('protection', PROTECTION_EVERY_MS, bell(), async () => {
      await closeUnprotected({ ...ctx, db, instruments })
    }),
  ]
}
