import type { Metadata } from 'next'
import * as portfolio from '#api/portfolio.ts'
import { balancesQuery } from '#browser/queries/balances.ts'
import { isInScope, scopeOfParams } from '#browser/scope.ts'
import { AccountsPage } from '#components/accounts/accounts-page.tsx'
import { page } from '#http/page.ts'
import { listAccounts } from '#usecases/accounts/list-accounts.ts'
import { listBalances } from '#usecases/balances/list-balances.ts'
import { Prefetched, reading } from '../../prefetched.tsx'
import type { SearchProps } from '../../search-props.ts'

export const metadata: Metadata = { title: 'Accounts' }

/** What stands on the first screens does not grow under a finger; further accounts are read by the browser. */
const READ_BEFOREHAND_MAX = 12

export default async function DeskAccountsPage({ searchParams }: SearchProps) {
  const ctx = await page('accounts:read')
  const scope = scopeOfParams(await searchParams)
  const { items } = await listAccounts(ctx, {})
  const shown = items.filter(
    ({ id, clientId, status }) =>
      status !== 'ARCHIVED' && isInScope(scope, { clientId, accountId: id }),
  )
  return (
    <Prefetched
      readings={shown
        .slice(0, READ_BEFOREHAND_MAX)
        .map(({ id }) =>
          reading(ctx, balancesQuery({ accountId: id }), [portfolio.listBalances, listBalances]),
        )}
    >
      <AccountsPage scope={scope} />
    </Prefetched>
  )
}
