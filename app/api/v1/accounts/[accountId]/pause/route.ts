import * as api from '#api/accounts.ts'
import { routes } from '#http/route.ts'
import { pauseAccount } from '#usecases/accounts/pause-account.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.pauseAccount, pauseAccount])
