import * as api from '#api/people.ts'
import { routes } from '#http/route.ts'
import { updatePerson } from '#usecases/people/update-person.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.updatePerson, updatePerson])
