'use client'
import type { ClientView } from '#api/codecs/client.ts'
import type { PersonView } from '#api/codecs/person.ts'
import { Badge } from '#components/ui/badge.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'
import { PersonActs } from './person-acts.tsx'
import { ROLE_NAMES } from './role-names.ts'

type Props = {
  readonly people: readonly PersonView[]
  readonly clients: readonly ClientView[]
}

/** Who may come in, as what, and for whom. */
export function PeopleTable({ people, clients }: Props) {
  return (
    <Table
      label="People"
      columns={columnsOf(clients)}
      rows={people}
      rowKey={({ userId }) => userId}
    />
  )
}

function columnsOf(clients: readonly ClientView[]): readonly Column<PersonView>[] {
  return [
    {
      key: 'name',
      header: 'Person',
      cell: ({ name }) => <span className="font-medium">{name}</span>,
    },
    {
      key: 'email',
      header: 'E-mail address',
      cell: ({ email }) => <span className="break-all text-ink-soft">{email}</span>,
    },
    { key: 'role', header: 'Role', cell: ({ role }) => ROLE_NAMES[role] },
    { key: 'sees', header: 'Sees', cell: ({ clientId }) => clientWord(clients, clientId) },
    {
      key: 'access',
      header: 'Access',
      cell: ({ isRevoked }) => (
        <Badge tone={isRevoked ? 'attention' : 'plain'}>{isRevoked ? 'Revoked' : 'Open'}</Badge>
      ),
    },
    { key: 'seen', header: 'Last seen', cell: ({ lastSeenAt }) => <Time at={lastSeenAt} /> },
    {
      key: 'acts',
      header: 'Change',
      isNumber: true,
      cell: (person) => <PersonActs person={person} />,
    },
  ]
}

/** Whom someone sees, in a word. */
export function clientWord(clients: readonly ClientView[], clientId: string | null): string {
  if (clientId === null) return 'The whole firm'
  return clients.find(({ id }) => id === clientId)?.name ?? 'One client'
}
