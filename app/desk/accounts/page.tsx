import type { Metadata } from 'next'
import { scopeOfParams } from '#browser/scope.ts'
import { AccountsPage } from '#components/accounts/accounts-page.tsx'
import { page } from '#http/page.ts'
import { Prefetched } from '../../prefetched.tsx'
import type { SearchProps } from '../../search-props.ts'

export const metadata: Metadata = { title: 'Accounts' }

export default async function DeskAccountsPage({ searchParams }: SearchProps) {
  await page('accounts:read')
  return (
    <Prefetched readings={[]}>
      <AccountsPage scope={scopeOfParams(await searchParams)} />
    </Prefetched>
  )
}
