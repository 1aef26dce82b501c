import type { Database } from './database.ts'

/** The database does not keep what every promise of the house rests on. Its message says which, and what to do. */
export class UnfitDatabase extends Error {
  override readonly name = 'UnfitDatabase'
}

/** Nobody's: no row carries it. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

type Facts = {
  readonly isolation: string
  readonly read_only: string
  readonly fsync: string
  readonly full_page_writes: string
  readonly synchronous_commit: string
  readonly role: string
  readonly is_superuser: boolean
  readonly may_bypass: boolean
}

/**
 * Asks the database, in a decision such as every order is made in, whether it is serializable, whether what it
 * commits outlives a power cut (unless `mayForget`, or it is opened for reading only), and whether row level
 * security binds this role. Throws UnfitDatabase when one of them is not so.
 */
export async function proveDatabase(
  database: Database,
  { mayForget = false }: { readonly mayForget?: boolean } = {},
): Promise<void> {
  const nobody = database.scoped({ organizationId: NOBODY, clientId: null })
  const [facts] = await nobody.decide(NOBODY, (tx) => tx.query<Facts>({ text: READ_FACTS }))
  if (facts === undefined) throw new UnfitDatabase('the database does not say who asks it')
  const complaints = [
    ...isolationComplaints(facts),
    ...(mayForget || facts.read_only === 'on' ? [] : durabilityComplaints(facts)),
    ...roleComplaints(facts),
  ]
  if (complaints.length > 0) throw new UnfitDatabase(`refused: ${complaints.join('; ')}`)
}

const READ_FACTS = `SELECT current_setting('transaction_isolation') AS isolation,
    current_setting('default_transaction_read_only') AS read_only,
    current_setting('fsync') AS fsync,
    current_setting('full_page_writes') AS full_page_writes,
    current_setting('synchronous_commit') AS synchronous_commit,
    r.rolname AS role, r.rolsuper AS is_superuser, r.rolbypassrls AS may_bypass
  FROM pg_roles r WHERE r.rolname = current_user`

function isolationComplaints({ isolation }: Facts): string[] {
  return isolation === 'serializable'
    ? []
    : [`a serializable transaction runs as ${isolation}: connect past what changes it`]
}

function durabilityComplaints(facts: Facts): string[] {
  const names = ['fsync', 'full_page_writes', 'synchronous_commit'] as const
  return names
    .filter((name) => facts[name] === 'off')
    .map((name) => `${name} is off, so a commit may be lost: set ${name} = on`)
}

function roleComplaints({ role, is_superuser, may_bypass }: Facts): string[] {
  return [
    ...(is_superuser ? [`the role ${role} is a superuser: connect as truebook_app`] : []),
    ...(may_bypass ? [`the role ${role} has BYPASSRLS: ALTER ROLE ${role} NOBYPASSRLS`] : []),
  ]
}
