import { isIP } from 'node:net'
import { AppError } from '#api/app-error.ts'
import { isPublicAddress } from './is-public-address.ts'

export const OUTSIDE_PORTS: readonly number[] = [443, 8443]
export const URL_LENGTH_MAX = 2_048
const HTTPS_PORT = 443
const HTTP_PORT = 80

export type PinnedAddress = { readonly address: string; readonly family: 4 | 6 }
export type PinnedTarget = { readonly url: URL; readonly addresses: readonly PinnedAddress[] }

/** Every address of a host. Asked once for each request: the answer is what is connected to. */
export type Resolve = (host: string) => Promise<readonly PinnedAddress[]>

export type TargetRules = {
  /** Private hosts that the operator lets people name, as `host:port`; http is fine there. */
  readonly allowed: ReadonlySet<string>
  readonly ports: readonly number[]
  readonly resolve: Resolve
}

/**
 * Where a typed address leads, resolved once. Throws URL_NOT_ALLOWED unless it is https on one of the ports,
 * without a user, and every address of its host is public; or the operator allows that host and port.
 */
export async function pinnedTarget(text: string, rules: TargetRules): Promise<PinnedTarget> {
  const url = text.length <= URL_LENGTH_MAX ? URL.parse(text) : null
  if (url === null) throw notAllowed('it is no address')
  const isAllowed = rules.allowed.has(`${url.hostname}:${portOf(url)}`)
  const fault = faultOf(url, rules, isAllowed)
  if (fault !== null) throw notAllowed(fault)
  const addresses = await addressesOf(url.hostname.replace(/^\[|\]$/g, ''), rules.resolve)
  if (!isAllowed && !addresses.every(({ address }) => isPublicAddress(address))) {
    throw notAllowed('its host is not on the public internet')
  }
  return { url, addresses }
}

/** What is wrong with the address before anybody asks where its host is. */
function faultOf(url: URL, rules: TargetRules, isAllowed: boolean): string | null {
  if (url.username !== '' || url.password !== '') return 'it names a user'
  if (isAllowed) return /^https?:$/.test(url.protocol) ? null : 'it is not https'
  if (url.protocol !== 'https:') return 'it is not https'
  if (!rules.ports.includes(portOf(url))) return `its port is not one of ${rules.ports.join(', ')}`
  return null
}

function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port)
  return url.protocol === 'http:' ? HTTP_PORT : HTTPS_PORT
}

async function addressesOf(host: string, resolve: Resolve): Promise<readonly PinnedAddress[]> {
  const family = isIP(host)
  if (family === 4 || family === 6) return [{ address: host, family }]
  const addresses = await resolve(host).catch((cause: unknown) => {
    throw notAllowed('its host is not known', cause)
  })
  if (addresses.length === 0) throw notAllowed('its host is not known')
  return addresses
}

function notAllowed(why: string, cause?: unknown): AppError {
  return new AppError('URL_NOT_ALLOWED', {
    public: `This address cannot be used: ${why}. Expected https to a public host; an operator may allow others.`,
    cause,
  })
}
