import type { UnixMs } from '#core/time/time.ts'
import { type ConnectingAccount, ensureBooks } from '#store/account-connection.ts'
import { insertVenueKey } from '#store/venue-keys.ts'
import type { ConnectionContext } from './connection-context.ts'
import { keyHint } from './key-hint.ts'

/** What every paper account begins with. */
export const PAPER_BALANCES: Readonly<Record<string, string>> = {
  USDT: '100000',
  BTC: '1',
  ETH: '10',
  BNB: '5',
}

/**
 * Opens an account at the simulated exchange for one of ours and keeps its key. Call it for an account without a
 * key only. When it fails between the two, the exchange keeps an account that nobody uses.
 */
export async function provisionPaperAccount(
  ctx: Pick<ConnectionContext, 'db' | 'clock' | 'dice' | 'vault' | 'paperDesk'>,
  account: ConnectingAccount,
): Promise<void> {
  const terms = { name: account.accountId, balances: PAPER_BALANCES }
  const opened = await ctx.paperDesk.openAccount(terms)
  const keyId = ctx.dice.uuid()
  const binding = { organizationId: account.organizationId, keyId }
  const secret = ctx.vault.wrap({ ...opened, passphrase: null }, binding)
  const at: UnixMs = ctx.clock.now()
  await ctx.db.write(async (tx) => {
    await ensureBooks(tx, {
      account,
      ids: { manual: ctx.dice.uuid(), external: ctx.dice.uuid() },
      at,
    })
    await insertVenueKey(tx, {
      id: keyId,
      account,
      state: 'ACTIVE',
      hint: keyHint(opened.apiKey),
      secret,
      permissions: { canTrade: true, canWithdraw: false, isIpRestricted: false },
      at,
    })
  })
}
