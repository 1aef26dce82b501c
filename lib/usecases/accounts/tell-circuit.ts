import { toWireId } from '#api/codecs/id.ts'
import { writeCircuit } from '#store/account-circuit.ts'
import type { ScopedDatabase } from '#store/database.ts'
import { tellAccounts } from '#store/tell-accounts.ts'
import type { AccountContext } from '#usecases/account-context.ts'

/**
 * Keeps whether orders are sent to the account's venue, for whoever decides the next order: while they are not,
 * it is DENIED with VENUE_CIRCUIT_OPEN. Safe to repeat.
 */
export async function tellCircuit(
  {
    account,
    clock,
    db,
  }: Pick<AccountContext, 'account' | 'clock'> & { readonly db: ScopedDatabase },
  { isOpen }: { readonly isOpen: boolean },
): Promise<void> {
  const { accountId } = account
  await db.write(async (tx) => {
    const at = clock.now()
    const isNews = await writeCircuit(tx, { accountId, openSince: isOpen ? at : null })
    if (!isNews) return
    const data = { accountId: toWireId('account', accountId), isCircuitOpen: isOpen }
    await tellAccounts(tx, { told: [{ accountId, event: { type: 'account', data } }], at })
  })
}
