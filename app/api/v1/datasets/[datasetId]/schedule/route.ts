import * as api from '#api/datasets.ts'
import { routes } from '#http/route.ts'
import { scheduleHistory } from '#usecases/datasets/schedule-history.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.scheduleHistory, scheduleHistory])
