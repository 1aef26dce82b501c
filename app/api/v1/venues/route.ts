import * as api from '#api/market.ts'
import { routes } from '#http/route.ts'
import { listVenues } from '#usecases/market/list-venues.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.listVenues, listVenues])
