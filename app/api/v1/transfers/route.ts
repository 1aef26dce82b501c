import * as api from '#api/transfers.ts'
import { routes } from '#http/route.ts'
import { listTransfers } from '#usecases/transfers/list-transfers.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.listTransfers, listTransfers])
