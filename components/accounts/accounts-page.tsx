'use client'
import { useQuery } from '@tanstack/react-query'
import { accountsQuery } from '#browser/queries/accounts.ts'
import { booksQuery } from '#browser/queries/books.ts'
import { isInScope, momentInput, type ScopeChoice } from '#browser/scope.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { AccountPanel } from './account-panel.tsx'
import { NewAccount } from './new-account.tsx'

/** The accounts of the scope with their books, balances and acts. */
export function AccountsPage({ scope }: { readonly scope: ScopeChoice }) {
  const accounts = useQuery(accountsQuery())
  const books = useQuery(booksQuery(momentInput(scope))).data?.items ?? []
  return (
    <div className="flex flex-col gap-3">
      <div className="flex min-h-8 items-center justify-between gap-3">
        <h1 className="text-title font-semibold">Accounts</h1>
        <NewAccount scope={scope} />
      </div>
      <Loaded query={accounts} what="Accounts" rows={8}>
        {({ items }) => {
          const shown = items.filter(
            ({ id, clientId, status }) =>
              status !== 'ARCHIVED' && isInScope(scope, { clientId, accountId: id }),
          )
          if (shown.length === 0) {
            return (
              <EmptyFace text="No account in this scope yet. A paper account can trade at once." />
            )
          }
          return shown.map((account) => (
            <AccountPanel
              key={account.id}
              account={account}
              books={books.find(({ accountId }) => accountId === account.id)}
            />
          ))
        }}
      </Loaded>
    </div>
  )
}
