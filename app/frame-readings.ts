import * as accounts from '#api/accounts.ts'
import * as clients from '#api/clients.ts'
import * as people from '#api/people.ts'
import * as preferences from '#api/preferences.ts'
import * as proof from '#api/proof.ts'
import { accountsQuery } from '#browser/queries/accounts.ts'
import { booksQuery } from '#browser/queries/books.ts'
import { clientsQuery } from '#browser/queries/clients.ts'
import { meQuery } from '#browser/queries/people.ts'
import { preferencesQuery } from '#browser/queries/preferences.ts'
import type { RequestContext } from '#http/request-context.ts'
import { listAccounts } from '#usecases/accounts/list-accounts.ts'
import { listBooks } from '#usecases/books/list-books.ts'
import { listClients } from '#usecases/clients/list-clients.ts'
import { listPreferences } from '#usecases/preferences/list-preferences.ts'
import { getMe } from '#usecases/sessions/get-me.ts'
import { type Reading, reading } from './prefetched.tsx'

/** What every frame asks for: who signed in, what they prefer, whose money there is, and whether the books match. */
export function frameReadings(ctx: RequestContext): readonly Reading[] {
  return [
    reading(ctx, meQuery(), [people.getMe, getMe]),
    reading(ctx, preferencesQuery(), [preferences.listPreferences, listPreferences]),
    reading(ctx, clientsQuery(), [clients.listClients, listClients]),
    reading(ctx, accountsQuery(), [accounts.listAccounts, listAccounts]),
    reading(ctx, booksQuery(), [proof.listBooks, listBooks]),
  ]
}
