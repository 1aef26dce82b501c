import type { Tx } from './transaction.ts'

/** Whose rows a read is asked for; nothing named means all that the scope shows. */
export type Whose = {
  readonly clientId?: string | undefined
  readonly accountId?: string | undefined
}

/** Whether the client and the account that are named exist for this scope. */
export async function isVisible(tx: Tx, { clientId, accountId }: Whose): Promise<boolean> {
  const [row] = await tx.query<{ visible: boolean }>({
    name: 'is-visible',
    text: `SELECT ($1::uuid IS NULL OR EXISTS (SELECT FROM client WHERE id = $1))
              AND ($2::uuid IS NULL OR EXISTS (SELECT FROM account WHERE id = $2)) AS visible`,
    values: [clientId ?? null, accountId ?? null],
  })
  return row?.visible === true
}
