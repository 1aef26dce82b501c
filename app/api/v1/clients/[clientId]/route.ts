import * as api from '#api/clients.ts'
import { routes } from '#http/route.ts'
import { updateClient } from '#usecases/clients/update-client.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.updateClient, updateClient])
