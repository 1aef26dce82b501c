import { CLIENT_ADDRESS_HEADER } from '#edge/request-headers.ts'

/** The address that bin/web.ts wrote down; a client cannot write it. Without it, everyone is one. */
export function clientAddress(headers: Headers): string {
  return headers.get(CLIENT_ADDRESS_HEADER) ?? 'local'
}
