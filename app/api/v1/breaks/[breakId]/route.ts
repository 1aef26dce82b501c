import * as api from '#api/proof.ts'
import { routes } from '#http/route.ts'
import { getBreak } from '#usecases/breaks/get-break.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.getBreak, getBreak])
