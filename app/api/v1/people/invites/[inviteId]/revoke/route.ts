import * as api from '#api/people.ts'
import { routes } from '#http/route.ts'
import { revokeInvite } from '#usecases/people/revoke-invite.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.revokeInvite, revokeInvite])
