import * as api from '#api/proof.ts'
import { routes } from '#http/route.ts'
import { acknowledgeBreak } from '#usecases/breaks/acknowledge-break.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.acknowledgeBreak, acknowledgeBreak])
