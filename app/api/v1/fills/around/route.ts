import * as api from '#api/fills.ts'
import { routes } from '#http/route.ts'
import { getFillsAround } from '#usecases/fills/get-fills-around.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.getFillsAround, getFillsAround])
