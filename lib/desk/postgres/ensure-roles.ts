import pg from 'pg'
import { CLUSTER_ROLES, type ClusterRole } from './cluster-record.ts'

const ORDINARY_ROLES = ['owner', 'app', 'readonly'] as const satisfies readonly ClusterRole[]
export type OrdinaryRole = (typeof ORDINARY_ROLES)[number]

/**
 * Makes the roles that migrations grant to, and gives them these passwords. None is a superuser and none
 * bypasses row level security. Safe to repeat. `adminUrl` must belong to a role that may create roles.
 */
export async function ensureRoles(
  adminUrl: string,
  passwords: Readonly<Record<OrdinaryRole, string>>,
): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    for (const role of ORDINARY_ROLES) {
      await ensureRole(admin, CLUSTER_ROLES[role], passwords[role])
    }
  } finally {
    await admin.end()
  }
}

async function ensureRole(admin: pg.Client, name: string, password: string): Promise<void> {
  const found = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name])
  const verb = found.rowCount === 0 ? 'CREATE' : 'ALTER'
  const limits = 'LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION'
  const secret = pg.escapeLiteral(password)
  await admin.query(`${verb} ROLE ${pg.escapeIdentifier(name)} ${limits} PASSWORD ${secret}`)
}

/** Makes the database, owned by the role that will migrate it. Safe to repeat. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    const found = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (found.rowCount !== 0) return
    const owner = pg.escapeIdentifier(CLUSTER_ROLES.owner)
    await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(name)} OWNER ${owner}`)
  } finally {
    await admin.end()
  }
}
