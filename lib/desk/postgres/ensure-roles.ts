import pg from 'pg'
import { CLUSTER_ROLES, type ClusterRole } from './cluster-record.ts'

const SIGN_IN_ROLES = ['owner', 'app', 'readonly'] as const satisfies readonly ClusterRole[]
export type SignInRole = (typeof SIGN_IN_ROLES)[number]

/**
 * Owns the few functions that look across organizations before one is known (sign-in, the runner's list of
 * accounts). Nobody signs in as it; the owner may hand functions to it and inherits none of its rights.
 */
const LOOKUP_ROLE = 'truebook_lookup'

const LIMITS = 'NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION'

/**
 * Makes the roles that migrations grant to, and gives them these passwords. Safe to repeat. Refuses to go on
 * with a role that is a superuser or bypasses row level security: it would see every firm.
 *
 * `adminUrl` must belong to a role that may create roles; it may migrate, too.
 */
export async function ensureRoles(
  adminUrl: string,
  passwords: Readonly<Record<SignInRole, string>>,
): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    for (const role of SIGN_IN_ROLES) {
      const password = pg.escapeLiteral(passwords[role])
      await ensureRole(admin, CLUSTER_ROLES[role], `LOGIN PASSWORD ${password}`)
    }
    await ensureRole(admin, LOOKUP_ROLE, 'NOLOGIN')
    await admin.query(
      `GRANT ${LOOKUP_ROLE} TO ${CLUSTER_ROLES.owner}, CURRENT_USER WITH INHERIT FALSE, SET TRUE`,
    )
  } finally {
    await admin.end()
  }
}

/** Only a superuser may alter the limits of a role that exists, so those are checked and not set again. */
async function ensureRole(admin: pg.Client, name: string, signIn: string): Promise<void> {
  const { rows } = await admin.query<{ is_unlimited: boolean }>(
    'SELECT rolsuper OR rolbypassrls AS is_unlimited FROM pg_roles WHERE rolname = $1',
    [name],
  )
  if (rows[0]?.is_unlimited) {
    throw new Error(`role ${name} is a superuser or bypasses row level security: take that away`)
  }
  const statement = rows.length === 0 ? `CREATE ROLE ${name} ${LIMITS}` : `ALTER ROLE ${name}`
  await admin.query(`${statement} ${signIn}`)
}

/** The same server and database as another role. */
export function roleUrl(url: string, role: SignInRole, password: string): string {
  const result = new URL(url)
  result.username = CLUSTER_ROLES[role]
  result.password = password
  return result.toString()
}

/** Makes the database, owned by the role that will migrate it. Safe to repeat. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    const found = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (found.rowCount !== 0) return
    await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(name)} OWNER ${CLUSTER_ROLES.owner}`)
  } finally {
    await admin.end()
  }
}
