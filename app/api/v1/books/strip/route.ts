import * as api from '#api/proof.ts'
import { routes } from '#http/route.ts'
import { getBooksStrip } from '#usecases/books/get-books-strip.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.getBooksStrip, getBooksStrip])
