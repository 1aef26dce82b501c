import { AppError } from '#api/app-error.ts'
import { isVisible, type Whose } from '#store/is-visible.ts'
import type { Tx } from '#store/transaction.ts'

/** Throws NOT_FOUND, in the same words for what is another's and for what never was. */
export async function requireVisible(tx: Tx, whose: Whose): Promise<void> {
  if (whose.clientId === undefined && whose.accountId === undefined) return
  if (!(await isVisible(tx, whose))) throw notFound()
}

export function notFound(): AppError {
  return new AppError('NOT_FOUND', { public: 'There is nothing here under this id.' })
}
