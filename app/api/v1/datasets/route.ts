import * as api from '#api/datasets.ts'
import { routes } from '#http/route.ts'
import { listDatasets } from '#usecases/datasets/list-datasets.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.listDatasets, listDatasets])
