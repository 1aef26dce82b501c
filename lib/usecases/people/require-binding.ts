import { AppError } from '#api/app-error.ts'
import type { Role } from '#core/access/permissions.ts'
import { readClient } from '#store/clients.ts'
import type { Tx } from '#store/transaction.ts'
import { notFound } from '#usecases/require-visible.ts'

export type Binding = { readonly role: Role; readonly clientId: string | null }

/** Only a viewer may be bound to a client, and only to one of the firm's. */
export async function requireBinding(tx: Tx, { role, clientId }: Binding): Promise<void> {
  if (clientId === null) return
  if (role !== 'VIEWER') {
    throw new AppError('INVALID_INPUT', {
      public: 'Only a viewer can be bound to one client: choose the role VIEWER or no client.',
    })
  }
  if ((await readClient(tx, clientId)) === null) throw notFound()
}
