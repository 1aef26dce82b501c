import { describe, expect, test } from 'vitest'
import { PERMISSIONS, permits, ROLES, scopeOf } from '#core/access/permissions.ts'

/** The whole law on one page: what each role may do at all. */
const LAW = `
permission           ADMIN TRADER VIEWER
profile:read         yes   yes    yes
profile:write        yes   yes    yes
markets:read         yes   yes    yes
clients:read         yes   yes    yes
accounts:read        yes   yes    yes
books:read           yes   yes    yes
orders:read          yes   yes    yes
fills:read           yes   yes    yes
positions:read       yes   yes    yes
statement:read       yes   yes    yes
stream:open          yes   yes    yes
orders:place         yes   yes    -
orders:cancel        yes   yes    -
accounts:pause       yes   yes    -
accounts:cancel-all  yes   yes    -
kill:engage          yes   yes    -
breaks:read          yes   yes    -
breaks:resolve       yes   yes    -
system:read          yes   yes    -
research:read        yes   yes    -
research:run         yes   yes    -
bots:read            yes   yes    -
bots:run             yes   yes    -
alerts:read          yes   yes    -
alerts:write         yes   yes    -
clients:write        yes   -      -
accounts:write       yes   -      -
accounts:connect     yes   -      -
kill:release         yes   -      -
people:read          yes   -      -
people:invite        yes   -      -
people:write         yes   -      -
audit:read           yes   -      -
`

describe('permissions', () => {
  test('every role and every permission is as the page says', () => {
    const rows = PERMISSIONS.map((permission) => [
      permission.padEnd(21),
      ...ROLES.map((role) => (permits(role, permission) ? 'yes' : '-').padEnd(role.length + 1)),
    ])
    const header = ['permission'.padEnd(21), ...ROLES.map((role) => `${role} `)]
    const page = [header, ...rows].map((cells) => cells.join('').trimEnd()).join('\n')
    expect(`\n${page}\n`).toBe(LAW)
  })

  test('a permission is listed once', () => {
    expect(new Set(PERMISSIONS).size).toBe(PERMISSIONS.length)
  })

  test('a viewer changes nothing but the own profile', () => {
    const granted = PERMISSIONS.filter((permission) => permits('VIEWER', permission))
    expect(granted.filter((permission) => !/:(read|open)$/.test(permission))).toEqual([
      'profile:write',
    ])
  })
})

describe('scope', () => {
  test.each(ROLES)('%s without a client sees the whole firm', (role) => {
    expect(scopeOf({ role, clientId: null })).toEqual({ kind: 'firm' })
  })

  test.each(ROLES)('%s bound to a client sees that client only', (role) => {
    expect(scopeOf({ role, clientId: 'c1' })).toEqual({ kind: 'client', clientId: 'c1' })
  })
})
