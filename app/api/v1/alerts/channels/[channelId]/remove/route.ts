import * as api from '#api/alerts.ts'
import { routes } from '#http/route.ts'
import { removeAlertChannel } from '#usecases/alerts/remove-channel.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([
  api.removeAlertChannel,
  removeAlertChannel,
])
