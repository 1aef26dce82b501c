import * as api from '#api/people.ts'
import { routes } from '#http/route.ts'
import { listPeople } from '#usecases/people/list-people.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.listPeople, listPeople])
