import * as api from '#api/patterns.ts'
import { routes } from '#http/route.ts'
import { listSignals } from '#usecases/patterns/list-signals.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.listSignals, listSignals])
