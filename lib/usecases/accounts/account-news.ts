import { toWireId } from '#api/codecs/id.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { AccountRef } from '#ports/order-path-store.ts'
import { writeAccountChanges } from '#store/order-path-write.ts'
import type { Tx } from '#store/transaction.ts'

/** Tells those who watch that the account itself changed: they read it again. */
export async function tellAccountChanged(tx: Tx, account: AccountRef, at: UnixMs): Promise<void> {
  const data = { accountId: toWireId('account', account.accountId) }
  await writeAccountChanges(tx, { account, at, events: [{ type: 'account', data }] })
}
