'use client'
import { useQuery } from '@tanstack/react-query'
import type { AccountView, ClientView } from '#api/codecs/client.ts'
import { accountsQuery } from '#browser/queries/accounts.ts'
import { clientsQuery } from '#browser/queries/clients.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Fact, Facts } from '#components/ui/facts.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { PlaceLink } from '#components/ui/place-link.tsx'

/** How many clients and accounts there are, and which of them cannot trade. */
export function ClientsSummary() {
  const clients = useQuery(clientsQuery())
  const accounts = useQuery(accountsQuery())
  return (
    <Panel title="Clients" aside={<PlaceLink href="/admin/clients">Open clients</PlaceLink>}>
      <Loaded query={clients} what="Clients" rows={2}>
        {({ items }) => <ClientFacts clients={items} />}
      </Loaded>
      <div className="border-t border-line">
        <Loaded query={accounts} what="Accounts" rows={2}>
          {({ items }) => <AccountFacts accounts={items} />}
        </Loaded>
      </div>
    </Panel>
  )
}

function ClientFacts({ clients }: { readonly clients: readonly ClientView[] }) {
  const current = clients.filter(({ status }) => status !== 'ARCHIVED')
  const paused = current.filter(({ status }) => status === 'PAUSED').length
  return (
    <Facts>
      <Fact label="Clients">
        {paused === 0 ? null : <Badge tone="attention">{paused} PAUSED</Badge>}
        <span className="figure">{current.length}</span>
      </Fact>
    </Facts>
  )
}

function AccountFacts({ accounts }: { readonly accounts: readonly AccountView[] }) {
  const current = accounts.filter(({ status }) => status !== 'ARCHIVED')
  const refused = current.filter(({ status }) => status === 'REFUSED').length
  const connecting = current.filter(({ status }) => status === 'CONNECTING').length
  const halted = current.filter(({ tradingState }) => tradingState !== 'ACTIVE').length
  return (
    <Facts>
      <Fact label="Accounts">
        {refused === 0 ? null : <Badge tone="stop">{refused} REFUSED</Badge>}
        {halted === 0 ? null : <Badge tone="attention">{halted} NOT TRADING</Badge>}
        {connecting === 0 ? null : <Badge tone="faint">{connecting} CONNECTING</Badge>}
        <span className="figure">{current.length}</span>
      </Fact>
    </Facts>
  )
}
