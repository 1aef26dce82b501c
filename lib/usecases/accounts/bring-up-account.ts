import type { Venue } from '#ports/venue.ts'
import { type ConnectingAccount, readConnectingAccount } from '#store/account-connection.ts'
import { readVenueKey } from '#store/venue-keys.ts'
import { notFound } from '#usecases/require-visible.ts'
import type { ConnectionContext } from './connection-context.ts'
import { openBooks } from './open-books.ts'
import { provisionPaperAccount } from './provision-paper-account.ts'
import { verifyKey } from './verify-key.ts'

export type BroughtUp =
  | { readonly kind: 'ready'; readonly account: ConnectingAccount; readonly venue: Venue }
  /** It has no key yet. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'refused'; readonly reason: string }

/**
 * Brings an account from wherever it stands to its venue: a paper account gets one at the simulated exchange, a
 * sealed key is verified, a new account's books are opened. Resumes where a crash stopped it. The caller closes
 * the venue. Throws VENUE_UNREACHABLE: try again later.
 */
export async function bringUpAccount(
  ctx: ConnectionContext,
  accountId: string,
): Promise<BroughtUp> {
  const account = await ctx.db.read((tx) => readConnectingAccount(tx, accountId))
  if (account === null) throw notFound()
  const known = await ctx.db.read((tx) => readVenueKey(tx, accountId))
  if (known === null) {
    if (account.mode !== 'paper') return { kind: 'waiting' }
    await provisionPaperAccount(ctx, account)
  } else if (known.state !== 'ACTIVE') {
    const verified = await verifyKey(ctx, { account, key: known })
    if (verified.kind === 'refused') return verified
  }
  return ready(ctx, account)
}

async function ready(ctx: ConnectionContext, account: ConnectingAccount): Promise<BroughtUp> {
  const key = await ctx.db.read((tx) => readVenueKey(tx, account.accountId))
  if (key?.state !== 'ACTIVE') return { kind: 'waiting' }
  const binding = { organizationId: account.organizationId, keyId: key.id }
  const venue = await ctx.openVenue(account, ctx.vault.unwrap(key.secret, binding))
  if (account.status !== 'CONNECTING') return { kind: 'ready', account, venue }
  try {
    await openBooks(ctx, { account, venue })
  } catch (error) {
    await venue.close()
    throw error
  }
  return { kind: 'ready', account, venue }
}
