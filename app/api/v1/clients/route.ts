import * as api from '#api/clients.ts'
import { routes } from '#http/route.ts'
import { createClient } from '#usecases/clients/create-client.ts'
import { listClients } from '#usecases/clients/list-clients.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  [api.listClients, listClients],
  [api.createClient, createClient],
)
