import { createHmac, timingSafeEqual } from 'node:crypto'
import { ApiError, mandatoryParameter } from '../api-error.ts'
import type { Accounts } from '../engine/accounts.ts'
import type { Caller, Security } from './endpoint.ts'
import type { Params } from './params.ts'

export const RECV_WINDOW_DEFAULT_MS = 5_000
export const RECV_WINDOW_MAX_MS = 60_000
/** A client's clock may be this far ahead of ours. */
export const TIMESTAMP_AHEAD_MAX_MS = 1_000
const SIGNATURE = /^[0-9a-f]{64}$/i
/** Timestamps from here on are microseconds. */
const MICROSECONDS_FROM = 100_000_000_000_000

export type SignedRequest = {
  readonly apiKey: string | undefined
  readonly address: string
  readonly params: Params
  /** What the signature covers, exactly as sent: query and body without the signature. */
  readonly payload: string
}

/**
 * Finds out who calls, and that the call is theirs, fresh and allowed; the order of the checks is the dialect's.
 * https://developers.binance.com/docs/binance-spot-api-docs/rest-api/request-security
 */
export function authenticate(
  accounts: Accounts,
  request: SignedRequest,
  security: Exclude<Security, 'NONE'>,
  now: number,
): Caller {
  if (request.apiKey === undefined || request.apiKey === '') {
    throw new ApiError(-2014, 'API-key format invalid.', { status: 401 })
  }
  const caller = accounts.byKey.get(request.apiKey)
  if (caller === undefined || !mayCallFrom(caller, request.address)) throw invalidKey()
  if (security !== 'KEY') {
    checkTimestamp(request.params, now)
    checkSignature(caller, request)
  }
  if (security === 'TRADE' && !caller.key.canTrade) throw invalidKey()
  return caller
}

/** Both bounds: not more than a second ahead of us, not older than the window. */
export function checkTimestamp(params: Params, now: number): void {
  const sent = params.integer('timestamp')
  if (sent === undefined) throw mandatoryParameter('timestamp')
  const timestamp = sent >= MICROSECONDS_FROM ? Math.floor(sent / 1000) : sent
  const recvWindow = readRecvWindow(params)
  if (timestamp >= now + TIMESTAMP_AHEAD_MAX_MS) {
    throw new ApiError(
      -1021,
      `Timestamp for this request was ${TIMESTAMP_AHEAD_MAX_MS}ms ahead of the server's time.`,
    )
  }
  if (now - timestamp > recvWindow) {
    throw new ApiError(-1021, 'Timestamp for this request is outside of the recvWindow.')
  }
}

function readRecvWindow(params: Params): number {
  const text = params.text('recvWindow')
  if (text === undefined) return RECV_WINDOW_DEFAULT_MS
  if (!/^\d{1,8}(\.\d{1,3})?$/.test(text)) throw mandatoryParameter('recvWindow')
  const recvWindow = Number(text)
  if (recvWindow > RECV_WINDOW_MAX_MS) {
    throw new ApiError(-1131, `recvWindow must be less than ${RECV_WINDOW_MAX_MS}`)
  }
  return recvWindow
}

function checkSignature(caller: Caller, request: SignedRequest): void {
  const sent = request.params.text('signature')
  if (sent === undefined) throw mandatoryParameter('signature')
  const expected = createHmac('sha256', caller.key.apiSecret).update(request.payload).digest('hex')
  const isSame =
    SIGNATURE.test(sent) && timingSafeEqual(Buffer.from(sent.toLowerCase()), Buffer.from(expected))
  if (!isSame) throw new ApiError(-1022, 'Signature for this request is not valid.')
}

function mayCallFrom(caller: Caller, address: string): boolean {
  return caller.key.addresses.length === 0 || caller.key.addresses.includes(address)
}

function invalidKey(): ApiError {
  return new ApiError(-2015, 'Invalid API-key, IP, or permissions for action.', { status: 401 })
}
