import * as api from '#api/market.ts'
import { routes } from '#http/route.ts'
import { listQuotes } from '#usecases/market/list-quotes.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.listQuotes, listQuotes])
