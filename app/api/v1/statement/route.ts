import * as api from '#api/reports.ts'
import { routes } from '#http/route.ts'
import { getStatement } from '#usecases/statements/get-statement.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.getStatement, getStatement])
