import * as api from '#api/alerts.ts'
import { routes } from '#http/route.ts'
import { testAlertChannel } from '#usecases/alerts/test-channel.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.testAlertChannel, testAlertChannel])
