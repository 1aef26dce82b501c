import * as api from '#api/accounts.ts'
import { routes } from '#http/route.ts'
import { connectAccount } from '#usecases/accounts/connect-account.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.connectAccount, connectAccount])
