import type { AppError } from '#api/app-error.ts'
import {
  type BreakView,
  breakCodec,
  type ReconciliationView,
  reconciliationCodec,
} from '#api/codecs/proof.ts'
import { SUSPECT_RECHECK_MS } from '#core/ledger/break-life.ts'
import { findBreaks } from '#core/ledger/find-breaks.ts'
import type { AssetId } from '#core/market/instrument.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { NewAccountEvent } from '#ports/order-path-store.ts'
import { readToldSubjects, writeBreaks } from '#store/breaks.ts'
import { keepLedgerSnapshot } from '#store/ledger-snapshots.ts'
import { writeAccountChanges } from '#store/order-path-write.ts'
import { readUnendedBreaks } from '#store/read-breaks.ts'
import { insertReconciliation } from '#store/reconciliations.ts'
import { endRecovery } from '#store/recovery.ts'
import { readTrading } from '#store/trading-state.ts'
import { factsOf } from './break-facts.ts'
import { liveOn } from './break-lives.ts'
import type { Reading } from './reading.ts'
import type { ReconcileContext } from './reconcile-context.ts'
import { tradingAfter } from './trading-after.ts'

export type Concluded = {
  readonly outcome: ReconciliationView['outcome']
  /** Not yet ended, this run's included. */
  readonly breaks: readonly BreakView[]
  /** A suspicion is looked into at once: run again after so many milliseconds. */
  readonly recheckAfterMs: number | null
}

/** Writes what a run found: its row, the breaks, what they mean for trading, and the events that tell of it. */
export async function concludeReading(ctx: ReconcileContext, reading: Reading): Promise<Concluded> {
  const facts = await factsOf(ctx, reading)
  const findings = findBreaks(facts)
  const differing = new Set<AssetId>(facts.differences.map(({ asset }) => asset))
  const { accountId } = ctx.account
  const concluded = await ctx.db.decide(accountId, async (tx) => {
    const at = ctx.clock.now()
    const lives = liveOn({
      accountId,
      clientId: ctx.account.clientId,
      unended: await readUnendedBreaks(tx, { accountId }),
      told: await readToldSubjects(tx, { accountId, subjects: findings.map((it) => it.subject) }),
      findings,
      differing,
      at,
      newId: () => ctx.dice.uuid(),
    })
    const breaks = lives.filter(({ state }) => state !== 'RESOLVED')
    const run: ReconciliationView = {
      id: ctx.dice.uuid(),
      accountId,
      startedAt: reading.startedAt,
      finishedAt: at,
      outcome: outcomeOf(differing, breaks),
      detail: {
        assetCount: reading.compared.assetCount,
        changes: reading.compared.changes,
        differing: [...differing],
        clockOffsetMs: reading.clockOffsetMs,
        breakCount: breaks.length,
      },
    }
    await insertReconciliation(tx, { account: ctx.account, run })
    await writeBreaks(tx, { account: ctx.account, breaks: lives })
    const { outcome } = run
    const trading = tradingAfter(await readTrading(tx, accountId), { breaks, outcome })
    if (outcome === 'PROVEN') await endRecovery(tx, accountId)
    await writeAccountChanges(tx, {
      account: ctx.account,
      at,
      ...(trading === null ? {} : { trading }),
      events: [runNews(run), ...lives.map(breakNews)],
    })
    const isSuspect = breaks.some(({ state }) => state === 'SUSPECT')
    return { outcome: run.outcome, breaks, recheckAfterMs: isSuspect ? SUSPECT_RECHECK_MS : null }
  })
  // Beside the account's turn: it sums much, is of a moment that is over, and orders wait for nobody's sums.
  await ctx.db.write((tx) => keepLedgerSnapshot(tx, { accountId, now: ctx.clock.now() }))
  return concluded
}

/** Writes that the venue could not be read: nothing is concluded about books or breaks. */
export async function concludeFailure(
  ctx: ReconcileContext,
  failure: { readonly startedAt: UnixMs; readonly error: AppError },
): Promise<Concluded> {
  const { accountId } = ctx.account
  return ctx.db.decide(accountId, async (tx) => {
    const at = ctx.clock.now()
    const run: ReconciliationView = {
      id: ctx.dice.uuid(),
      accountId,
      startedAt: failure.startedAt,
      finishedAt: at,
      outcome: 'FAILED',
      detail: { reason: failure.error.code },
    }
    await insertReconciliation(tx, { account: ctx.account, run })
    await writeAccountChanges(tx, { account: ctx.account, at, events: [runNews(run)] })
    const breaks = await readUnendedBreaks(tx, { accountId })
    return { outcome: run.outcome, breaks, recheckAfterMs: null }
  })
}

function outcomeOf(
  differing: ReadonlySet<AssetId>,
  breaks: readonly BreakView[],
): ReconciliationView['outcome'] {
  if (differing.size === 0) return 'PROVEN'
  const isConfirmed = breaks.some(
    ({ cause, state }) => cause === 'WRONG_BALANCE' && state !== 'SUSPECT',
  )
  return isConfirmed ? 'BROKEN' : 'SUSPECT'
}

function runNews(run: ReconciliationView): NewAccountEvent {
  return { type: 'reconciliation', data: reconciliationCodec.encode(run) }
}

/** What an account's stream says of a break: all of it. */
export function breakNews(view: BreakView): NewAccountEvent {
  return { type: 'break', data: breakCodec.encode(view) }
}
