import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { METRICS_CONTENT_TYPE, metricsText } from '#runtime/metrics/metrics-text.ts'
import type { WebHouse } from '#runtime/web-context.ts'
import { houseMetrics } from '#usecases/system/house-metrics.ts'

export const METRICS_PATH = '/api/metrics'

/** Whether the request asks for the metrics, which are no part of the pages nor of the trade API. */
export function asksForMetrics({ url }: Pick<IncomingMessage, 'url'>): boolean {
  return url?.split('?')[0] === METRICS_PATH
}

/**
 * Tells the whole house's metrics to whoever has METRICS_TOKEN. Without a token in the environment, or with another
 * one in the request, there is nothing here.
 */
export async function serveMetrics(
  house: Pick<WebHouse, 'database' | 'log'> & {
    readonly env: Pick<WebHouse['env'], 'METRICS_TOKEN'>
  },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const token = house.env.METRICS_TOKEN
  const isKnown = token !== undefined && isSame(request.headers.authorization, `Bearer ${token}`)
  if (!isKnown || request.method !== 'GET') {
    response.writeHead(404, { 'cache-control': 'no-store' }).end()
    return
  }
  const text = metricsText(await houseMetrics(house))
  response
    .writeHead(200, { 'content-type': METRICS_CONTENT_TYPE, 'cache-control': 'no-store' })
    .end(text)
}

/** Takes as long for a text that differs early as for one that differs late. */
function isSame(given: string | undefined, expected: string): boolean {
  return timingSafeEqual(digest(given ?? ''), digest(expected))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
