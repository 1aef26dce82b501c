import { expect, test } from 'vitest'
import type { Me } from '#api/codecs/person.ts'
import { adminPlaces, clientPlaces, currentPlace, deskPlaces } from './navigation.ts'

const withPermissions = (...permissions: readonly string[]) => ({ permissions }) as unknown as Me

test('an address belongs to the longest place it begins with', () => {
  const places = deskPlaces(withPermissions())
  expect(currentPlace(places, '/desk')?.label).toBe('Overview')
  expect(currentPlace(places, '/desk/markets/sim/BTC-USDT')?.label).toBe('Markets')
  expect(currentPlace(adminPlaces(), '/admin/people')?.label).toBe('People')
  expect(currentPlace(places, '/elsewhere')).toBeNull()
})

test('administration is shown to those who may invite people, and to nobody else', () => {
  const labels = (me: Me) => deskPlaces(me).map(({ label }) => label)
  expect(labels(withPermissions('people:invite'))).toContain('Admin')
  expect(labels(withPermissions('orders:place'))).not.toContain('Admin')
})

test('a client’s places are all below the client', () => {
  const [home, ...rest] = clientPlaces('01932c07-209c-7000-8000-000000000001')
  expect(rest.every(({ href }) => href.startsWith(`${home?.href}/`))).toBe(true)
})
