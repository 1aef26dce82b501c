import { listClients } from '#api/clients.ts'
import { endpointQuery } from './endpoint-query.ts'

export const clientsQuery = () => endpointQuery(listClients, {})
