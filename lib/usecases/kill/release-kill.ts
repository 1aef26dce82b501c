import { AppError } from '#api/app-error.ts'
import type { KillRunView } from '#api/codecs/kill.ts'
import { assert } from '#core/assert.ts'
import { takeKillLock } from '#store/kill-lock.ts'
import { endKillRun, lockKillRun, readKillRun } from '#store/kill-runs.ts'
import { countAdminsLocked } from '#store/memberships.ts'
import { readCoveredAccounts, tellAccounts } from '#store/tell-accounts.ts'
import { releaseHalt } from '#store/trading-halts.ts'
import type { Tx } from '#store/transaction.ts'
import type { Context } from '#usecases/context.ts'
import { notFound } from '#usecases/require-visible.ts'
import { killNews } from './kill-news.ts'

/** With so many administrators the one who pressed the switch does not arm again alone. */
export const ADMINS_FOR_FOUR_EYES = 2

/**
 * Arms trading again and ends the watching of a run. The scope stays halted while another run holds it. Throws
 * NOT_POSSIBLE_NOW where a second administrator is needed. Safe to repeat.
 */
export function releaseKill(
  ctx: Pick<Context, 'effect' | 'clock' | 'actor'>,
  { killRunId: runId }: { readonly killRunId: string },
): Promise<KillRunView> {
  return ctx.effect(
    {
      audit: ({ isDone }) => ({
        action: 'kill.release',
        targetKind: 'killRun',
        targetId: runId,
        data: { isDone },
      }),
    },
    async (tx) => {
      takeKillLock(tx)
      const run = await lockKillRun(tx, runId)
      if (run === null) throw notFound()
      if (!run.isReleased) {
        await requireFourEyes(tx, run, ctx.actor.id)
        const { scope, pauseEntries, isShared } = run
        const by = { at: ctx.clock.now(), personId: ctx.actor.id }
        if (pauseEntries && !isShared) await releaseHalt(tx, { scope, ...by })
        const covered = await readCoveredAccounts(tx, runId)
        await endKillRun(tx, { runId, ...by })
        await tellAccounts(tx, { told: covered.map((each) => killNews(runId, each)), at: by.at })
      }
      const released = await readKillRun(tx, runId)
      assert(released !== null, 'a run does not vanish')
      return released
    },
  )
}

type Held = {
  readonly engagedBy: string
  readonly pauseEntries: boolean
  readonly isDrill: boolean
}

async function requireFourEyes(
  tx: Tx,
  { engagedBy, pauseEntries, isDrill }: Held,
  personId: string,
): Promise<void> {
  if (isDrill || !pauseEntries || engagedBy !== personId) return
  if ((await countAdminsLocked(tx)) < ADMINS_FOR_FOUR_EYES) return
  throw new AppError('NOT_POSSIBLE_NOW', {
    public: 'You pressed this switch: another administrator has to arm trading again.',
    details: { reason: 'SECOND_ADMIN_NEEDED' },
  })
}
