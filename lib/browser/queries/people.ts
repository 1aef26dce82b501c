import { getInvite, getMe, listInvites, listPeople } from '#api/people.ts'
import { endpointQuery } from './endpoint-query.ts'

/** Who signed in and what they may do. */
export const meQuery = () => endpointQuery(getMe, {})
export const peopleQuery = () => endpointQuery(listPeople, {})
export const invitesQuery = () => endpointQuery(listInvites, {})
/** What the link of an invite invites to; for people who have not signed in. */
export const inviteQuery = (token: string) => endpointQuery(getInvite, { token })
