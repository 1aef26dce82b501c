import ipaddr from 'ipaddr.js'

/** Global unicast, RFC 4291 section 2.4. Older forms outside of it, such as `::7f00:1`, lead back to IPv4. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3')
/** The well-known prefix of RFC 6052: its last 32 bits are an IPv4 address. */
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96')
/** RFC 3056: the 32 bits behind the prefix are an IPv4 address. */
const SIX_TO_FOUR = ipaddr.IPv6.parseCIDR('2002::/16')
const IPV4_BYTES = 4
const SIX_TO_FOUR_PREFIX_BYTES = 2

/** Whether packets to the address leave for the public internet, and for one host there. */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false
  const address = unwrapped(ipaddr.parse(text))
  if (address.range() !== 'unicast') return false
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_UNICAST)
}

/** The IPv4 address that an IPv6 one carries, where it is a form whose packets end up there. */
function unwrapped(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (address instanceof ipaddr.IPv4) return address
  if (address.isIPv4MappedAddress()) return address.toIPv4Address()
  const bytes = address.toByteArray()
  if (address.match(NAT64)) return new ipaddr.IPv4(bytes.slice(-IPV4_BYTES))
  if (!address.match(SIX_TO_FOUR)) return address
  const end = SIX_TO_FOUR_PREFIX_BYTES + IPV4_BYTES
  return new ipaddr.IPv4(bytes.slice(SIX_TO_FOUR_PREFIX_BYTES, end))
}
