import * as api from '#api/market.ts'
import { routes } from '#http/route.ts'
import { listCandles } from '#usecases/market/list-candles.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.listCandles, listCandles])
