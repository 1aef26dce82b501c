import * as api from '#api/alerts.ts'
import { routes } from '#http/route.ts'
import { createAlertChannel } from '#usecases/alerts/create-channel.ts'
import { listAlertChannels } from '#usecases/alerts/list-channels.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  [api.listAlertChannels, listAlertChannels],
  [api.createAlertChannel, createAlertChannel],
)
