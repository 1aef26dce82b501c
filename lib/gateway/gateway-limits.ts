/** What one socket, person or address may use; whoever goes beyond is told, then closed. */
export const GATEWAY_LIMITS = {
  /** Bytes of one message from a client. */
  messageBytesMax: 64 * 1024,
  messagesMax: 100,
  messagesPerMs: 10_000,
  subscriptionsMax: 200,
  socketsPerUserMax: 10,
  socketsPerAddressMax: 50,
  /** Until the ticket must have come. */
  authMsMax: 5_000,
  /** Between two looks at whether a socket's session is still good. */
  recheckEveryMs: 60_000,
  pingEveryMs: 20_000,
  pingsMissedMax: 2,
  /** Beyond this a socket gets the newest state of public channels only, and events wait in the database. */
  congestedBytes: 1024 * 1024,
  bufferedBytesMax: 4 * 1024 * 1024,
  /** For how long a socket may stay congested. */
  congestedMsMax: 10_000,
  /** Between two frames of a public channel. */
  tickMs: 100,
  /** Events read at once. */
  eventsPerPage: 200,
  /** A client that missed more than this reads everything again. */
  eventsResumedMax: 10_000,
  /** Until a failed read of events is tried again. */
  readRetryMs: 1_000,
} as const

export type GatewayLimits = { readonly [Name in keyof typeof GATEWAY_LIMITS]: number }

/** The step in which sockets are looked at. */
export const WATCH_EVERY_MS = 1_000
