import type pg from 'pg'
import type { UnixMs } from '#core/time/time.ts'
import type { Tx } from './transaction.ts'

/** The one firm that the scope shows. */
export async function readOrganization(
  tx: Tx,
): Promise<{ readonly id: string; readonly name: string } | null> {
  const [row] = await tx.query<{ id: string; name: string }>({
    name: 'read-organization',
    text: 'SELECT id, name FROM organization',
  })
  return row ?? null
}

export async function insertOrganization(
  tx: Tx,
  organization: { readonly id: string; readonly name: string; readonly now: UnixMs },
): Promise<void> {
  await tx.query({
    text: 'INSERT INTO organization (id, name, created_at) VALUES ($1, $2, to_timestamp($3::float8 / 1000))',
    values: [organization.id, organization.name, organization.now],
  })
}

/** Every firm of this house. */
export async function listOrganizationIds(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ organization_id: string }>(
    'SELECT organization_id FROM tb_organizations()',
  )
  return rows.map(({ organization_id }) => organization_id)
}
