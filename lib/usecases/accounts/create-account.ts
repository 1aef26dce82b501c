import type * as api from '#api/accounts.ts'
import { AppError } from '#api/app-error.ts'
import type { AccountView } from '#api/codecs/client.ts'
import type { HandlerInput } from '#api/endpoint.ts'
import { assert } from '#core/assert.ts'
import { findVenueKind, insertAccount, readAccount } from '#store/accounts.ts'
import { readClient } from '#store/clients.ts'
import type { Tx } from '#store/transaction.ts'
import type { Context } from '#usecases/context.ts'
import { notFound } from '#usecases/require-visible.ts'

type NewAccount = HandlerInput<typeof api.createAccount>

/**
 * Opens an account in CONNECTING, with its MANUAL and EXTERNAL books. The runner provisions a paper account by
 * itself; a venue's account waits for its key.
 */
export function createAccount(
  ctx: Pick<Context, 'db' | 'effect' | 'clock' | 'dice'>,
  input: NewAccount,
): Promise<AccountView> {
  const id = ctx.dice.uuid()
  return ctx.effect(
    {
      audit: ({ venueId, mode }) => ({
        action: 'account.create',
        targetKind: 'account',
        targetId: id,
        data: { clientId: input.clientId, venueId, mode },
      }),
    },
    async (tx) => {
      await requirePossible(tx, input)
      const isNew = await insertAccount(tx, {
        ...input,
        id,
        organizationId: ctx.db.scope.organizationId,
        manualBookId: ctx.dice.uuid(),
        externalBookId: ctx.dice.uuid(),
        now: ctx.clock.now(),
      })
      if (!isNew) {
        throw new AppError('CONFLICT', {
          public: `The client has an account named "${input.name}" already: choose another name.`,
        })
      }
      const account = await readAccount(tx, id)
      assert(account !== null, 'an account that was just made is there')
      return account
    },
  )
}

async function requirePossible(tx: Tx, { clientId, venueId, mode }: NewAccount): Promise<void> {
  const client = await readClient(tx, clientId)
  if (client === null) throw notFound()
  if (client.status === 'ARCHIVED') {
    throw new AppError('NOT_POSSIBLE_NOW', { public: 'An archived client gets no new accounts.' })
  }
  const kind = await findVenueKind(tx, venueId)
  if (kind === null) {
    throw new AppError('INVALID_INPUT', { public: `There is no venue named "${venueId}".` })
  }
  const isPaper = mode === 'paper'
  if (isPaper !== (kind === 'simulated')) {
    throw new AppError('INVALID_INPUT', {
      public: 'Paper accounts are at the simulated exchange, all others at a real venue.',
    })
  }
}
