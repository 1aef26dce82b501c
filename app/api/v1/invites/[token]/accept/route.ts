import * as api from '#api/people.ts'
import { routes } from '#http/route.ts'
import { acceptInvite } from '#usecases/people/accept-invite.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.acceptInvite, acceptInvite])
