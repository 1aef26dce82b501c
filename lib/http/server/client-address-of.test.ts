import { expect, test } from 'vitest'
import { addressReader } from './client-address-of.ts'

test.each([
  ['nobody is trusted', '', '203.0.113.9', '10.9.9.9', '203.0.113.9'],
  ['the proxy is trusted', '10.0.0.0/8', '10.0.0.1', '198.51.100.7', '198.51.100.7'],
  [
    'the client wrote a part itself',
    '10.0.0.0/8',
    '10.0.0.1',
    '1.2.3.4, 198.51.100.7',
    '198.51.100.7',
  ],
  [
    'two proxies are trusted',
    '10.0.0.0/8,192.168.1.1/32',
    '10.0.0.1',
    '198.51.100.7, 192.168.1.1',
    '198.51.100.7',
  ],
  ['the proxy says nothing', '10.0.0.0/8', '10.0.0.1', undefined, '10.0.0.1'],
  ['the proxy says nonsense', '10.0.0.0/8', '10.0.0.1', 'nonsense', '10.0.0.1'],
  ['a socket of both families', '', '::ffff:203.0.113.9', undefined, '203.0.113.9'],
  ['a subscriber of IPv6', '', '2001:db8:1:2:3:4:5:6', undefined, '2001:db8:1:2::/64'],
])('when %s, the address is the right one', (_what, trusted, socket, forwarded, expected) => {
  expect(addressReader(trusted)(socket, forwarded)).toBe(expected)
})

test('a list of proxies that cannot be read is refused at the start', () => {
  expect(() => addressReader('10.0.0.0/8,proxy')).toThrow('TRUSTED_PROXY_CIDRS')
})
