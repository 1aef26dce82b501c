import * as api from '#api/alerts.ts'
import { routes } from '#http/route.ts'
import { updateAlertChannel } from '#usecases/alerts/update-channel.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([
  api.updateAlertChannel,
  updateAlertChannel,
])
