import type { Concluded } from './conclude-reconciliation.ts'
import { reconcileAccount } from './reconcile-account.ts'
import type { ReconcileContext } from './reconcile-context.ts'

/** A suspicion is looked into this often before the next regular run. */
export const RECHECKS_MAX = 2

export type Proof = {
  readonly run: number
  readonly signal: AbortSignal
  /** Told once the venue was read and compared, before a suspicion is looked into. */
  onRead?(): void
}

/**
 * One regular proof: a run, and where it leaves a suspicion another shortly after, so that what is wrong is red
 * within one interval. `run` counts the regular runs since the start.
 */
export async function proveAccount(
  ctx: ReconcileContext,
  { run, signal, onRead }: Proof,
): Promise<Concluded> {
  let concluded = await reconcileAccount(ctx, run)
  if (concluded.outcome !== 'FAILED') onRead?.()
  for (let rechecks = 0; rechecks < RECHECKS_MAX; rechecks++) {
    if (concluded.recheckAfterMs === null || signal.aborted) break
    await ctx.clock.sleep(concluded.recheckAfterMs, signal)
    concluded = await reconcileAccount(ctx, run)
  }
  return concluded
}
