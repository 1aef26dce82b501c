import type { ReactNode } from 'react'
import * as accounts from '#api/accounts.ts'
import * as clients from '#api/clients.ts'
import * as people from '#api/people.ts'
import * as proof from '#api/proof.ts'
import { accountsQuery } from '#browser/queries/accounts.ts'
import { booksQuery } from '#browser/queries/books.ts'
import { clientsQuery } from '#browser/queries/clients.ts'
import { meQuery } from '#browser/queries/people.ts'
import { Frame } from '#components/frame/frame.tsx'
import { page } from '#http/page.ts'
import { listAccounts } from '#usecases/accounts/list-accounts.ts'
import { listBooks } from '#usecases/books/list-books.ts'
import { listClients } from '#usecases/clients/list-clients.ts'
import { getMe } from '#usecases/sessions/get-me.ts'
import { Prefetched, reading } from '../prefetched.tsx'

export default async function DeskLayout({ children }: { readonly children: ReactNode }) {
  const ctx = await page('accounts:read')
  return (
    <Prefetched
      readings={[
        reading(ctx, meQuery(), [people.getMe, getMe]),
        reading(ctx, clientsQuery(), [clients.listClients, listClients]),
        reading(ctx, accountsQuery(), [accounts.listAccounts, listAccounts]),
        reading(ctx, booksQuery(), [proof.listBooks, listBooks]),
      ]}
    >
      <Frame section="desk">{children}</Frame>
    </Prefetched>
  )
}
