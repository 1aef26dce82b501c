import * as api from '#api/accounts.ts'
import { routes } from '#http/route.ts'
import { setUnprotectedReaction } from '#usecases/protection/set-unprotected-reaction.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([
  api.setUnprotectedReaction,
  setUnprotectedReaction,
])
