import * as api from '#api/proof.ts'
import { routes } from '#http/route.ts'
import { listBooks } from '#usecases/books/list-books.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.listBooks, listBooks])
