import { AppError } from '#api/app-error.ts'
import type * as api from '#api/clients.ts'
import type { ClientView } from '#api/codecs/client.ts'
import type { HandlerInput } from '#api/endpoint.ts'
import { assert } from '#core/assert.ts'
import { archiveAccountsOf, countOpenOrdersOf } from '#store/accounts.ts'
import { isClientNameTaken, lockClient, readClient, updateClientRow } from '#store/clients.ts'
import { takeKillLock } from '#store/kill-lock.ts'
import type { Tx } from '#store/transaction.ts'
import type { Context } from '#usecases/context.ts'
import { notFound } from '#usecases/require-visible.ts'
import { nameTaken } from './create-client.ts'

type Change = HandlerInput<typeof api.updateClient>

/**
 * Renames, pauses, resumes or archives a client. While it is paused no new order of it is taken or sent: none
 * is sent after this has answered. Archiving is for good and asks that no order is open; it ends the accounts.
 */
export function updateClient(
  ctx: Pick<Context, 'effect' | 'clock'>,
  input: Change,
): Promise<ClientView> {
  const { clientId, ...change } = input
  return ctx.effect(
    {
      audit: () => ({
        action: 'client.update',
        targetKind: 'client',
        targetId: clientId,
        data: change,
      }),
    },
    async (tx) => {
      const now = ctx.clock.now()
      if (change.status !== undefined) takeKillLock(tx)
      await lockClient(tx, clientId)
      const before = await readClient(tx, clientId)
      if (before === null) throw notFound()
      const after = { ...before, ...definedOf(change) }
      await requirePossible(tx, before, after)
      await updateClientRow(tx, { ...after, now })
      if (after.status === 'ARCHIVED') await archiveAccountsOf(tx, { clientId, now })
      const client = await readClient(tx, clientId)
      assert(client !== null, 'a client does not vanish')
      return client
    },
  )
}

async function requirePossible(tx: Tx, before: ClientView, after: ClientView): Promise<void> {
  if (before.status === 'ARCHIVED') {
    throw new AppError('NOT_POSSIBLE_NOW', { public: 'An archived client stays as it is.' })
  }
  if (await isClientNameTaken(tx, after)) throw nameTaken(after.name)
  if (after.status !== 'ARCHIVED') return
  const open = await countOpenOrdersOf(tx, before.id)
  if (open > 0) {
    throw new AppError('NOT_POSSIBLE_NOW', {
      public: `Cancel the client’s ${open} open orders before you archive it.`,
      details: { openOrders: open },
    })
  }
}

/** What the caller left out stays as it is. */
function definedOf(change: Omit<Change, 'clientId'>) {
  return {
    ...(change.name === undefined ? {} : { name: change.name }),
    ...(change.stripe === undefined ? {} : { stripe: change.stripe }),
    ...(change.status === undefined ? {} : { status: change.status }),
  }
}
