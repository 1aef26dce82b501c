import * as z from 'zod'
import { time } from './codecs/time.ts'
import { endpoint } from './endpoint.ts'

const healthCodec = z.object({ status: z.enum(['ok', 'degraded']), time })
export type Health = z.output<typeof healthCodec>

export const getHealth = health('getHealth', '/api/health', 'Whether the house serves.')
export const getLive = health(
  'getLive',
  '/api/health/live',
  'The web process answers; asks nothing else.',
)
export const getReady = health(
  'getReady',
  '/api/health/ready',
  'This process may be sent requests: the database answers and nothing is being shut down.',
)
export const getStartup = health('getStartup', '/api/health/startup', 'Starting is done.')
export const getRunner = health('getRunner', '/api/health/runner', 'A runner’s heart beats.')
export const getBotRunner = health('getBotRunner', '/api/health/bot-runner', 'The same as runner.')
export const getGateway = health('getGateway', '/api/health/gateway', 'A gateway’s heart beats.')
export const getExchange = health(
  'getExchange',
  '/api/health/exchange',
  'The simulated exchange answers.',
)

/** Unhealthy is 503 with the reasons in the error's details. */
function health(name: string, path: `/api/${string}`, summary: string) {
  return endpoint({
    name,
    method: 'GET',
    path,
    permission: 'public',
    limit: 'public',
    summary,
    result: healthCodec,
  })
}
