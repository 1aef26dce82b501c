import * as api from '#api/people.ts'
import { routes } from '#http/route.ts'
import { getSetup } from '#usecases/setup/get-setup.ts'
import { setUp } from '#usecases/setup/set-up.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  [api.getSetup, getSetup],
  [api.setUp, setUp],
)
