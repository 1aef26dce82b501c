import { ROLES, type Role } from '#core/access/permissions.ts'

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  ADMIN: 'Administrator',
  TRADER: 'Trader',
  VIEWER: 'Viewer',
}

export const ROLE_NOTES: Readonly<Record<Role, string>> = {
  ADMIN: 'Runs the firm: clients, accounts, people; and trades.',
  TRADER: 'Places and cancels orders, pauses accounts, ends breaks.',
  VIEWER: 'Reads and changes nothing.',
}

/** Whether a form's value is a role. */
export function isRole(value: unknown): value is Role {
  return ROLES.some((role) => role === value)
}
