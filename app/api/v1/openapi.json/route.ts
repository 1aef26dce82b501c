import * as api from '#api/openapi.ts'
import { openapiDocument } from '#http/openapi.ts'
import { routes } from '#http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([
  api.getOpenapi,
  async () => openapiDocument(),
])
