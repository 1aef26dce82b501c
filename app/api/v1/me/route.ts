import * as api from '#api/people.ts'
import { routes } from '#http/route.ts'
import { getMe } from '#usecases/sessions/get-me.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.getMe, getMe])
