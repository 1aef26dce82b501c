'use client'
import { useQuery } from '@tanstack/react-query'
import { clientsQuery } from '#browser/queries/clients.ts'
import { invitesQuery, peopleQuery } from '#browser/queries/people.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { InvitePerson } from './invite-person.tsx'
import { InvitesTable } from './invites-table.tsx'
import { PeopleTable } from './people-table.tsx'

/** Who belongs to the firm, as what; and who was invited. */
export function PeoplePage() {
  const people = useQuery(peopleQuery())
  const invites = useQuery(invitesQuery())
  const clients = useQuery(clientsQuery()).data?.items ?? []
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-title font-semibold">People</h1>
        <InvitePerson />
      </div>
      <Panel title="Members">
        <Loaded query={people} what="People">
          {({ items }) => <PeopleTable people={items} clients={clients} />}
        </Loaded>
      </Panel>
      <Panel title="Invites">
        <Loaded query={invites} what="Invites" rows={2}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyFace text="Nobody was invited yet. An invite is a link that works once." />
            ) : (
              <InvitesTable invites={items} clients={clients} />
            )
          }
        </Loaded>
      </Panel>
    </div>
  )
}
