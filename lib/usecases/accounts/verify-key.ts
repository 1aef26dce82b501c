import { AppError } from '#api/app-error.ts'
import type { Venue, VenuePermissions } from '#ports/venue.ts'
import type { VenueSecret } from '#ports/venue-keys.ts'
import { type ConnectingAccount, ensureBooks, setAccountStatus } from '#store/account-connection.ts'
import {
  activateVenueKey,
  markVenueKeyVerifying,
  refuseVenueKey,
  type VenueKeyRow,
} from '#store/venue-keys.ts'
import { tellAccountChanged } from './account-news.ts'
import type { ConnectionContext } from './connection-context.ts'

export type VerifiedKey =
  | { readonly kind: 'active' }
  | { readonly kind: 'refused'; readonly reason: string }

/**
 * Opens a key that web has sealed, asks the venue what it may do, and keeps it in the runner's envelope, or refuses
 * it: a key that may withdraw, that the venue does not accept, or that was not sealed for this row. Safe to
 * repeat; throws VENUE_UNREACHABLE, deciding nothing, when the venue does not answer.
 */
export async function verifyKey(
  ctx: ConnectionContext,
  { account, key }: { readonly account: ConnectingAccount; readonly key: VenueKeyRow },
): Promise<VerifiedKey> {
  await ctx.db.write((tx) => markVenueKeyVerifying(tx, key.id))
  const binding = { organizationId: account.organizationId, keyId: key.id }
  const secret = openOrNull(ctx, key, binding)
  if (secret === null) return refuse(ctx, account, key, UNREADABLE)
  const checked = await permissionsOf(ctx, account, secret)
  if (checked.kind === 'refused') return refuse(ctx, account, key, checked.reason)
  const { canTrade, canWithdraw, isIpRestricted } = checked.permissions
  if (canWithdraw) return refuse(ctx, account, key, MAY_WITHDRAW)
  const at = ctx.clock.now()
  await ctx.db.write(async (tx) => {
    await activateVenueKey(tx, {
      id: key.id,
      accountId: account.accountId,
      wrapped: ctx.vault.wrap(secret, binding),
      permissions: { canTrade, canWithdraw, isIpRestricted },
      at,
    })
    const ids = { manual: ctx.dice.uuid(), external: ctx.dice.uuid() }
    await ensureBooks(tx, { account, ids, at })
    await tellAccountChanged(tx, account, at)
  })
  return { kind: 'active' }
}

const UNREADABLE =
  'The key could not be opened: it was sealed for another runner. Enter the key again.'
const MAY_WITHDRAW =
  'The key may withdraw money. Truebook never needs that: make a key without the right to withdraw and enter that.'
const NOT_ACCEPTED =
  'The venue does not accept the key. Check that it was copied whole, is active, and allows this machine’s address.'

function openOrNull(
  ctx: Pick<ConnectionContext, 'vault' | 'log'>,
  key: VenueKeyRow,
  binding: { readonly organizationId: string; readonly keyId: string },
): VenueSecret | null {
  try {
    return ctx.vault.open(key.secret, binding)
  } catch (error) {
    ctx.log.warn({ err: error, keyId: key.id }, 'a sealed venue key could not be opened')
    return null
  }
}

type Checked =
  | { readonly kind: 'told'; readonly permissions: VenuePermissions }
  | { readonly kind: 'refused'; readonly reason: string }

async function permissionsOf(
  ctx: ConnectionContext,
  account: ConnectingAccount,
  secret: VenueSecret,
): Promise<Checked> {
  let venue: Venue | null = null
  try {
    venue = await ctx.openVenue(account, secret)
    return { kind: 'told', permissions: await venue.fetchPermissions() }
  } catch (error) {
    const isRefused = error instanceof AppError && error.code === 'FORBIDDEN'
    if (isRefused) return { kind: 'refused', reason: NOT_ACCEPTED }
    throw error
  } finally {
    await venue?.close()
  }
}

async function refuse(
  ctx: Pick<ConnectionContext, 'db' | 'clock'>,
  account: ConnectingAccount,
  key: VenueKeyRow,
  reason: string,
): Promise<VerifiedKey> {
  const at = ctx.clock.now()
  await ctx.db.write(async (tx) => {
    await refuseVenueKey(tx, { id: key.id, reason, at })
    // An account that has a working key goes on with it.
    if (account.status === 'CONNECTING') {
      await setAccountStatus(tx, { accountId: account.accountId, status: 'REFUSED', reason })
    }
    await tellAccountChanged(tx, account, at)
  })
  return { kind: 'refused', reason }
}
