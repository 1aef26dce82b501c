import { ApiError } from '../api-error.ts'
import type { Connection } from './connection.ts'
import type { MarketStreams } from './market-streams.ts'

/**
 * SUBSCRIBE, UNSUBSCRIBE, LIST and the combined property on a market stream connection.
 * https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams
 */
export function onStreamMessage(
  streams: MarketStreams,
  connection: Connection,
  text: string,
): void {
  const request = readRequest(text)
  if (request === null) {
    connection.sendJson({ error: { code: 3, msg: 'Invalid JSON: expected value' } })
    return
  }
  const { id } = request
  try {
    connection.sendJson({ result: perform(streams, connection, request), id })
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    connection.sendJson({ error: { code: 2, msg: error.message }, id })
  }
}

type Request = {
  readonly id: unknown
  readonly method: string
  readonly params: readonly unknown[]
}

function perform(streams: MarketStreams, connection: Connection, request: Request): unknown {
  const names = request.params.map(String)
  switch (request.method) {
    case 'SUBSCRIBE':
      streams.subscribe(connection, names)
      return null
    case 'UNSUBSCRIBE':
      streams.unsubscribe(connection, names)
      return null
    case 'LIST_SUBSCRIPTIONS':
      return streams.list(connection)
    case 'SET_PROPERTY':
      connection.isCombined = request.params[1] === true
      return null
    case 'GET_PROPERTY':
      return connection.isCombined
    default:
      throw new ApiError(-1130, `Invalid request: unknown method '${request.method}'.`)
  }
}

function readRequest(text: string): Request | null {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof parsed !== 'object' || parsed === null || !('method' in parsed)) return null
  const params = 'params' in parsed && Array.isArray(parsed.params) ? parsed.params : []
  return { id: 'id' in parsed ? parsed.id : null, method: String(parsed.method), params }
}
