import * as api from '#api/datasets.ts'
import { routes } from '#http/route.ts'
import { cancelHistoryFetch } from '#usecases/datasets/schedule-history.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([
  api.cancelHistoryFetch,
  cancelHistoryFetch,
])
