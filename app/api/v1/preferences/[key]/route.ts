import * as api from '#api/preferences.ts'
import { routes } from '#http/route.ts'
import { savePreference } from '#usecases/preferences/save-preference.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.savePreference, savePreference])
