import * as z from 'zod'
import { endpoint } from './endpoint.ts'

export const getOpenapi = endpoint({
  name: 'getOpenapi',
  method: 'GET',
  path: '/api/v1/openapi.json',
  permission: 'public',
  limit: 'public',
  summary: 'This API’s description, OpenAPI 3.1.',
  result: z.looseObject({ openapi: z.string() }),
  cache: 'document',
})
