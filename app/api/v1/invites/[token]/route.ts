import * as api from '#api/people.ts'
import { routes } from '#http/route.ts'
import { getInvite } from '#usecases/people/get-invite.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.getInvite, getInvite])
