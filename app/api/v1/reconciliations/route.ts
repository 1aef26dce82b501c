import * as api from '#api/proof.ts'
import { routes } from '#http/route.ts'
import { listReconciliations } from '#usecases/books/list-reconciliations.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([
  api.listReconciliations,
  listReconciliations,
])
