import { BlockList, isIP } from 'node:net'

/** Who is asking, from the socket and what trusted proxies say of it. */
export type AddressReader = (socketAddress: string, forwardedFor: string | undefined) => string

/**
 * The rightmost address of X-Forwarded-For that is no trusted proxy; without trusted proxies the socket's own.
 * Anything to the left was written by the client, who may write what it likes.
 */
export function addressReader(trustedCidrs: string): AddressReader {
  const trusted = trustedList(trustedCidrs)
  const isTrusted = (address: string) =>
    isIP(address) !== 0 && trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
  return (socketAddress, forwardedFor) => {
    const hops = (forwardedFor ?? '').split(',').map((hop) => plainAddress(hop.trim()))
    let address = plainAddress(socketAddress)
    while (isTrusted(address)) {
      const hop = hops.pop()
      if (hop === undefined || isIP(hop) === 0) break
      address = hop
    }
    return networkOf(address)
  }
}

function trustedList(cidrs: string): BlockList {
  const list = new BlockList()
  for (const cidr of cidrs.split(',').filter((text) => text.trim() !== '')) {
    const [network = '', bits] = cidr.trim().split('/')
    const family = isIP(network)
    if (family === 0) {
      throw new Error(`expected TRUSTED_PROXY_CIDRS such as "10.0.0.0/8", found "${cidr}"`)
    }
    const name = family === 6 ? 'ipv6' : 'ipv4'
    list.addSubnet(network, bits === undefined ? (family === 6 ? 128 : 32) : Number(bits), name)
  }
  return list
}

/** `::ffff:10.0.0.1` is 10.0.0.1 on a socket of both families. */
function plainAddress(address: string): string {
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address
}

const NETWORK_GROUPS = 4

/** A subscriber of IPv6 has a whole /64: they count as one. */
function networkOf(address: string): string {
  if (isIP(address) !== 6) return address
  return `${address.split('::')[0]?.split(':').slice(0, NETWORK_GROUPS).join(':')}::/64`
}
