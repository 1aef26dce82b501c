import * as api from '#api/market.ts'
import { routes } from '#http/route.ts'
import { listInstruments } from '#usecases/market/list-instruments.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.listInstruments, listInstruments])
