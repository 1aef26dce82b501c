import * as api from '#api/proof.ts'
import { routes } from '#http/route.ts'
import { resolveBreak } from '#usecases/breaks/resolve-break.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.resolveBreak, resolveBreak])
