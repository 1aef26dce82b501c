import type * as api from '#api/accounts.ts'
import { AppError } from '#api/app-error.ts'
import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import { assert } from '#core/assert.ts'
import type { KeySealer } from '#ports/venue-keys.ts'
import { readConnectingAccount, setAccountStatus } from '#store/account-connection.ts'
import { readAccount } from '#store/accounts.ts'
import { insertVenueKey } from '#store/venue-keys.ts'
import type { Context } from '#usecases/context.ts'
import { notFound } from '#usecases/require-visible.ts'
import { tellAccountChanged } from './account-news.ts'
import { keyHint } from './key-hint.ts'

/**
 * Seals a venue key to the runner and asks it to connect the account. The key is never readable here again; whether
 * the venue accepts it, the account's status will tell. A new key replaces the old one once it is verified.
 */
export async function connectAccount(
  ctx: Pick<Context, 'effect' | 'clock' | 'dice'> & { readonly sealer: KeySealer },
  input: HandlerInput<typeof api.connectAccount>,
): Promise<HandlerResult<typeof api.connectAccount>> {
  const { accountId, apiKey, secret: apiSecret, passphrase } = input
  const hint = keyHint(apiKey)
  return ctx.effect(
    {
      audit: () => ({
        action: 'account.connect',
        targetKind: 'account',
        targetId: accountId,
        data: { hint },
      }),
    },
    async (tx) => {
      const account = await readConnectingAccount(tx, accountId)
      if (account === null) throw notFound()
      const obstacle = obstacleTo(account)
      if (obstacle !== null) throw new AppError('NOT_POSSIBLE_NOW', { public: obstacle })
      const id = ctx.dice.uuid()
      const at = ctx.clock.now()
      const binding = { organizationId: account.organizationId, keyId: id }
      await insertVenueKey(tx, {
        id,
        account,
        state: 'SEALED',
        hint,
        secret: ctx.sealer.seal({ apiKey, apiSecret, passphrase }, binding),
        permissions: null,
        at,
      })
      if (account.status === 'REFUSED') {
        await setAccountStatus(tx, { accountId, status: 'CONNECTING', reason: null })
      }
      await tellAccountChanged(tx, account, at)
      const connecting = await readAccount(tx, accountId)
      assert(connecting !== null, 'an account that takes a key is there')
      return connecting
    },
  )
}

function obstacleTo(account: { readonly status: string; readonly mode: string }): string | null {
  if (account.status === 'ARCHIVED') return 'The account is archived.'
  if (account.mode === 'paper') {
    return 'A paper account gets its key from the simulated exchange by itself.'
  }
  return null
}
