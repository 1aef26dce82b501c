import * as z from 'zod'
import { CLIENT_STATUSES, clientCodec, stripe } from './codecs/client.ts'
import { clientId } from './codecs/id.ts'
import { nameInput } from './codecs/person.ts'
import { endpoint } from './endpoint.ts'
import { wholeListOf } from './page-of.ts'

export const listClients = endpoint({
  name: 'listClients',
  method: 'GET',
  path: '/api/v1/clients',
  permission: 'clients:read',
  summary: 'The firm’s clients by name.',
  result: wholeListOf(clientCodec),
})

export const createClient = endpoint({
  name: 'createClient',
  method: 'POST',
  path: '/api/v1/clients',
  permission: 'clients:write',
  summary: 'Take on a client.',
  body: z.strictObject({ name: nameInput, stripe: stripe.optional() }),
  result: clientCodec,
  status: 201,
})

export const updateClient = endpoint({
  name: 'updateClient',
  method: 'PATCH',
  path: '/api/v1/clients/{clientId}',
  permission: 'clients:write',
  summary: 'Rename, pause, resume or archive a client. Pausing and archiving halt its accounts.',
  params: { clientId },
  body: z.strictObject({
    name: nameInput.optional(),
    stripe: stripe.optional(),
    status: z.enum(CLIENT_STATUSES).optional(),
  }),
  result: clientCodec,
})
