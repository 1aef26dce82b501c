'use client'
import { useQuery } from '@tanstack/react-query'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import type { AccountView, ClientView } from '#api/codecs/client.ts'
import { accountsQuery } from '#browser/queries/accounts.ts'
import { clientsQuery } from '#browser/queries/clients.ts'
import { FIRM_SCOPE, inScope, type ScopeChoice } from '#browser/scope.ts'
import { Stripe } from '#components/ui/stripe.tsx'

const FIRM_VALUE = 'firm'

/** Chooses the firm, a client or an account; the choice goes into the address. */
export function ScopeSelect({
  firmName,
  scope,
}: {
  readonly firmName: string
  readonly scope: ScopeChoice
}) {
  const router = useRouter()
  const pathname = usePathname()
  const search = useSearchParams()
  const clients = useQuery(clientsQuery()).data?.items ?? []
  const accounts = useQuery(accountsQuery()).data?.items ?? []
  const choose = (value: string) =>
    router.push(inScope(`${pathname}?${search}`, scopeOfValue(value, accounts)))
  return (
    <span className="flex min-w-0 shrink items-center gap-2">
      <Stripe mark={markOf(scope, clients)} />
      <select
        aria-label="Whose money this page shows"
        value={valueOfScope(scope)}
        onChange={(event) => choose(event.target.value)}
        className="h-7 w-full max-w-56 min-w-0 truncate rounded-box border border-transparent bg-panel pr-1 font-medium hover:border-line-strong"
      >
        <option value={FIRM_VALUE}>{firmName}</option>
        {clients.map((client) => (
          <ClientOptions
            key={client.id}
            client={client}
            accounts={accounts.filter(({ clientId }) => clientId === client.id)}
          />
        ))}
      </select>
    </span>
  )
}

function ClientOptions({
  client,
  accounts,
}: {
  readonly client: ClientView
  readonly accounts: readonly AccountView[]
}) {
  return (
    <optgroup label={client.name}>
      <option value={`client:${client.id}`}>{client.name}</option>
      {accounts.map((account) => (
        <option key={account.id} value={`account:${account.id}`}>
          {client.name} / {account.name}
        </option>
      ))}
    </optgroup>
  )
}

function valueOfScope({ clientId, accountId }: ScopeChoice): string {
  if (accountId !== null) return `account:${accountId}`
  return clientId === null ? FIRM_VALUE : `client:${clientId}`
}

function scopeOfValue(value: string, accounts: readonly AccountView[]): ScopeChoice {
  const [kind, id = ''] = value.split(':')
  if (kind === 'client') return { clientId: id, accountId: null }
  if (kind !== 'account') return FIRM_SCOPE
  const account = accounts.find((each) => each.id === id)
  return { clientId: account?.clientId ?? null, accountId: id }
}

function markOf({ clientId }: ScopeChoice, clients: readonly ClientView[]): number | null {
  return clients.find(({ id }) => id === clientId)?.stripe ?? null
}
