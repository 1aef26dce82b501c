import * as api from '#api/people.ts'
import { routes } from '#http/route.ts'
import { createInvite } from '#usecases/people/create-invite.ts'
import { listInvites } from '#usecases/people/list-invites.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  [api.listInvites, listInvites],
  [api.createInvite, createInvite],
)
