import * as api from '#api/portfolio.ts'
import { routes } from '#http/route.ts'
import { listPositions } from '#usecases/positions/list-positions.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.listPositions, listPositions])
