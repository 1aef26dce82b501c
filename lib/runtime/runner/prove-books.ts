import { AppError } from '#api/app-error.ts'
import { MINUTE_MS, SECOND_MS } from '#core/time/time.ts'
import { proveAccount } from '#usecases/accounts/prove-account.ts'
import { RECONCILE_EVERY_MS } from '#usecases/accounts/reconcile-account.ts'
import { type AccountDesk, readyToTrade } from './account-desk.ts'

/** A real venue counts what it is asked: its accounts are proven less often. */
export const RECONCILE_REAL_EVERY_MS = MINUTE_MS

/**
 * A proof costs some 35 of weight while nothing happens and 60 in a busy account: with so long between the proofs of
 * all accounts at a venue they stay within their 40 % of Binance's 6,000 a minute, however many accounts there are.
 */
export const PROOF_SPACING_MS = 1.5 * SECOND_MS

export function proveEveryMs({ row, accountsAtVenue }: AccountDesk): number {
  const wanted = row.mode === 'paper' ? RECONCILE_EVERY_MS : RECONCILE_REAL_EVERY_MS
  return Math.max(wanted, accountsAtVenue() * PROOF_SPACING_MS)
}

/** One round of proof: the account's books against its venue. `run` counts the rounds. */
export async function proveBooks(
  desk: AccountDesk,
  { run, signal }: { readonly run: number; readonly signal: AbortSignal },
): Promise<void> {
  const { ctx, db, instruments, historyFrom, witness } = desk
  const onRead = () => readyToTrade(desk)
  const proof = { run, signal, onRead }
  await proveAccount({ ...ctx, db, instruments, historyFrom, witness }, proof)
  // Nothing is sent before the first comparison: a venue that did not answer is asked again soon.
  if (!desk.recovery.isDone && !signal.aborted) throw unreadYet()
}

function unreadYet(): AppError {
  return new AppError('VENUE_UNREACHABLE', {
    public: 'The venue did not answer. Orders are sent once the books were compared.',
  })
}
