import * as api from '#api/accounts.ts'
import { routes } from '#http/route.ts'
import { createAccount } from '#usecases/accounts/create-account.ts'
import { listAccounts } from '#usecases/accounts/list-accounts.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  [api.listAccounts, listAccounts],
  [api.createAccount, createAccount],
)
