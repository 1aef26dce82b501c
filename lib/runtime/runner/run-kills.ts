import { SECOND_MS } from '#core/time/time.ts'
import { carryOutKills, type KillProgress } from '#usecases/kill/carry-out-kills.ts'
import type { AccountDesk } from './account-desk.ts'
import { PROOF_SPACING_MS } from './prove-books.ts'

/** Notifications tell of the switch at once; this finds it where the notification was lost. */
export const KILL_IDLE_MS = 5 * SECOND_MS
/** While the venue still lists something, it is looked at again after so long, then less and less often. */
export const KILL_LOOK_MS_FIRST = SECOND_MS
export const KILL_LOOK_MS_MAX = 15 * SECOND_MS

/** The kill switch at one account: what is due now, and when to look again. */
export type KillRounds = { look(): Promise<void>; everyMs(): number }

/** One look after the other at the runs that cover the account, for as long as any is engaged. */
export function killRounds(desk: AccountDesk): KillRounds {
  let progress: KillProgress = 'none'
  let looks = 0
  return {
    async look() {
      const { ctx, db, instruments } = desk
      const before = progress
      progress = await carryOutKills({ ...ctx, db, instruments })
      looks = progress === 'going' && before === 'going' ? looks + 1 : 0
    },
    everyMs() {
      if (progress === 'none') return KILL_IDLE_MS
      const wanted = progress === 'done' ? KILL_LOOK_MS_MAX : KILL_LOOK_MS_FIRST * 2 ** looks
      // Accounts at one venue share its budget, in an emergency too.
      return Math.max(Math.min(wanted, KILL_LOOK_MS_MAX), desk.accountsAtVenue() * PROOF_SPACING_MS)
    },
  }
}
