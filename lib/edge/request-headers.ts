/** Written by bin/web.ts over whatever a client sent. */
export const CLIENT_ADDRESS_HEADER = 'x-truebook-client-address'
/** One request's name in every log line, from the browser to the venue. */
export const REQUEST_ID_HEADER = 'x-request-id'
/** Tells a page its own address: the way back after signing in. */
export const PAGE_PATH_HEADER = 'x-truebook-path'
