import * as api from '#api/accounts.ts'
import { routes } from '#http/route.ts'
import { resumeAccount } from '#usecases/accounts/resume-account.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.resumeAccount, resumeAccount])
