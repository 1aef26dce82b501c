import * as api from '#api/patterns.ts'
import { routes } from '#http/route.ts'
import { listPatterns } from '#usecases/patterns/list-patterns.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.listPatterns, listPatterns])
