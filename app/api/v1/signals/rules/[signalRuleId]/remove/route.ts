import * as api from '#api/signal-rules.ts'
import { routes } from '#http/route.ts'
import { removeSignalRule } from '#usecases/alerts/signal-rules.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.removeSignalRule, removeSignalRule])
