import type { Lease, LeaseWish } from '#ports/order-path-store.ts'
import type { SimDatabase } from './sim-database.ts'

export function acquireLease(database: SimDatabase, wish: LeaseWish): Lease | null {
  const found = acquired(database, wish)
  database.recording?.push({ kind: 'acquire', wish, found, at: database.now })
  return found
}

function acquired({ now, leases }: SimDatabase, wish: LeaseWish): Lease | null {
  const { ttlMs, ...lease } = wish
  const held = leases.get(wish.accountId)
  const isOurs = held?.holder === wish.holder
  if (held !== undefined && !isOurs && held.expiresAt > now) return null
  const token = isOurs ? held.token : String(Number(held?.token ?? '0') + 1)
  leases.set(wish.accountId, { holder: wish.holder, token, expiresAt: now + ttlMs })
  return { ...lease, token }
}

export function renewLeases(
  database: SimDatabase,
  { leases, ttlMs }: { readonly leases: readonly Lease[]; readonly ttlMs: number },
): readonly Lease[] {
  const found = leases.filter((lease) => isCurrent(database, lease))
  for (const { accountId, holder, token } of found) {
    database.leases.set(accountId, { holder, token, expiresAt: database.now + ttlMs })
  }
  database.recording?.push({ kind: 'renew', leases, ttlMs, found, at: database.now })
  return found
}

export function releaseLease(database: SimDatabase, lease: Lease): void {
  database.recording?.push({ kind: 'release', lease, at: database.now })
  if (!isCurrent(database, lease)) return
  const { holder, token } = lease
  database.leases.set(lease.accountId, { holder, token, expiresAt: database.now })
}

function isCurrent({ leases }: SimDatabase, { accountId, holder, token }: Lease): boolean {
  const held = leases.get(accountId)
  return held?.holder === holder && held.token === token
}
