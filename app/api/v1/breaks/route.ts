import * as api from '#api/proof.ts'
import { routes } from '#http/route.ts'
import { listBreaks } from '#usecases/books/list-breaks.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.listBreaks, listBreaks])
