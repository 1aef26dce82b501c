'use client'
import type { ClientView } from '#api/codecs/client.ts'
import type { InviteView } from '#api/codecs/person.ts'
import { listInvites, revokeInvite } from '#api/people.ts'
import { useAct } from '#browser/use-act.ts'
import { Badge, type BadgeTone } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Problem } from '#components/ui/problem.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'
import { clientWord } from './people-table.tsx'
import { ROLE_NAMES } from './role-names.ts'

type Props = {
  readonly invites: readonly InviteView[]
  readonly clients: readonly ClientView[]
}

/** Invites and what became of them. Links are never shown again. */
export function InvitesTable({ invites, clients }: Props) {
  const { mutate, isPending, error } = useAct(revokeInvite, [listInvites])
  const columns: readonly Column<InviteView>[] = [
    {
      key: 'email',
      header: 'E-mail address',
      cell: ({ email }) => <span className="break-all">{email}</span>,
    },
    { key: 'role', header: 'Role', cell: ({ role }) => ROLE_NAMES[role] },
    { key: 'sees', header: 'Sees', cell: ({ clientId }) => clientWord(clients, clientId) },
    { key: 'state', header: 'State', cell: ({ state }) => <InviteState state={state} /> },
    { key: 'made', header: 'Made', cell: ({ createdAt }) => <Time at={createdAt} /> },
    { key: 'ends', header: 'Ends', cell: ({ expiresAt }) => <Time at={expiresAt} /> },
    {
      key: 'acts',
      header: 'Change',
      isNumber: true,
      cell: ({ id, email, state }) =>
        state === 'OPEN' ? (
          <Button
            tone="quiet"
            disabled={isPending}
            onClick={() => mutate({ inviteId: id })}
            aria-label={`Revoke the invite for ${email}`}
          >
            Revoke
          </Button>
        ) : null,
    },
  ]
  return (
    <>
      <Problem error={error} />
      <Table label="Invites" columns={columns} rows={invites} rowKey={({ id }) => id} />
    </>
  )
}

function InviteState({ state }: Pick<InviteView, 'state'>) {
  return <Badge tone={TONES[state]}>{state}</Badge>
}

const TONES: Readonly<Record<InviteView['state'], BadgeTone>> = {
  OPEN: 'attention',
  ACCEPTED: 'plain',
  REVOKED: 'faint',
  EXPIRED: 'faint',
}
