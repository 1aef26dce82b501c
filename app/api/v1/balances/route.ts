import * as api from '#api/portfolio.ts'
import { routes } from '#http/route.ts'
import { listBalances } from '#usecases/balances/list-balances.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.listBalances, listBalances])
