import * as api from '#api/preferences.ts'
import { routes } from '#http/route.ts'
import { listPreferences } from '#usecases/preferences/list-preferences.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.listPreferences, listPreferences])
