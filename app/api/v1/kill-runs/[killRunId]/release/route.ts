import * as api from '#api/kill.ts'
import { routes } from '#http/route.ts'
import { releaseKill } from '#usecases/kill/release-kill.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.releaseKill, releaseKill])
