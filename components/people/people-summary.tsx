'use client'
import { useQuery } from '@tanstack/react-query'
import { invitesQuery, peopleQuery } from '#browser/queries/people.ts'
import { Fact, Facts } from '#components/ui/facts.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { PlaceLink } from '#components/ui/place-link.tsx'
import { ROLES } from '#core/access/permissions.ts'
import { ROLE_NAMES } from './role-names.ts'

/** How many people may come in, by role, and how many invites wait. */
export function PeopleSummary() {
  const people = useQuery(peopleQuery())
  const invites = useQuery(invitesQuery()).data?.items ?? []
  const openInvites = invites.filter(({ state }) => state === 'OPEN').length
  return (
    <Panel title="People" aside={<PlaceLink href="/admin/people">Open people</PlaceLink>}>
      <Loaded query={people} what="People">
        {({ items }) => (
          <Facts>
            {ROLES.map((role) => (
              <Fact key={role} label={`${ROLE_NAMES[role]}s`}>
                <span className="figure">
                  {items.filter((each) => each.role === role && !each.isRevoked).length}
                </span>
              </Fact>
            ))}
            <Fact label="Open invites">
              <span className="figure">{openInvites}</span>
            </Fact>
          </Facts>
        )}
      </Loaded>
    </Panel>
  )
}
