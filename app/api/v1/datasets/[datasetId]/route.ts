import * as api from '#api/datasets.ts'
import { routes } from '#http/route.ts'
import { getDataset } from '#usecases/datasets/get-dataset.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.getDataset, getDataset])
