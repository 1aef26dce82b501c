/** ADMIN runs the firm, TRADER trades for its clients, VIEWER reads: the whole firm or one client. */
export const ROLES = ['ADMIN', 'TRADER', 'VIEWER'] as const
export type Role = (typeof ROLES)[number]

const VIEWER_PERMISSIONS = [
  'profile:read',
  'profile:write',
  'markets:read',
  'clients:read',
  'accounts:read',
  'books:read',
  'orders:read',
  'fills:read',
  'positions:read',
  'statement:read',
  'stream:open',
] as const

const TRADER_PERMISSIONS = [
  'orders:place',
  'orders:cancel',
  'accounts:pause',
  'accounts:cancel-all',
  'kill:engage',
  'breaks:read',
  'breaks:resolve',
  'system:read',
  'research:read',
  'research:run',
  'bots:read',
  'bots:run',
  'alerts:read',
  'alerts:write',
] as const

const ADMIN_PERMISSIONS = [
  'clients:write',
  'accounts:write',
  'accounts:connect',
  'kill:release',
  'people:read',
  'people:invite',
  'people:write',
  'audit:read',
] as const

/** Everything a person may be allowed. An endpoint names one of these. */
export const PERMISSIONS = [
  ...VIEWER_PERMISSIONS,
  ...TRADER_PERMISSIONS,
  ...ADMIN_PERMISSIONS,
] as const
export type Permission = (typeof PERMISSIONS)[number]

const GRANTED: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  VIEWER: new Set(VIEWER_PERMISSIONS),
  TRADER: new Set([...VIEWER_PERMISSIONS, ...TRADER_PERMISSIONS]),
  ADMIN: new Set(PERMISSIONS),
}

/** Whether a role may do it at all; on whose data, scopeOf says. */
export function permits(role: Role, permission: Permission): boolean {
  return GRANTED[role].has(permission)
}

/** Whose data a person sees and acts on. */
export type Scope =
  | { readonly kind: 'firm' }
  | { readonly kind: 'client'; readonly clientId: string }

/** A person bound to a client sees that client only, whatever the role; everyone else the whole firm. */
export function scopeOf(person: { readonly role: Role; readonly clientId: string | null }): Scope {
  return person.clientId === null ? { kind: 'firm' } : { kind: 'client', clientId: person.clientId }
}
