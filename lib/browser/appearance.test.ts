import { expect, test } from 'vitest'
import { APPEARANCE, LOOK, lookCookie, lookIn, lookOf } from './appearance.ts'

test('the cookie brings back the look that was put into it', () => {
  const look = lookIn(
    { theme: 'light', density: 'comfortable', upDown: 'red-up', timeZone: 'local' },
    'America/Argentina/Buenos_Aires',
  )
  const [pair = ''] = lookCookie(look).split(';')
  expect(lookOf(pair.split('=')[1])).toEqual(look)
})

test.each([undefined, '', '~~~~', 'dark"><script>~x~y~local~Not/A_Zone'])(
  'what a cookie says in no known words counts as not said: %s',
  (cookie) => {
    const { timeZone: _, ...look } = lookOf(cookie)
    const { timeZone: __, ...plain } = LOOK
    expect(look).toEqual(plain)
  },
)

test('a zone matters only to who wants local times', () => {
  expect(lookIn(APPEARANCE, 'Europe/Berlin').zone).toBe('UTC')
  expect(lookIn({ ...APPEARANCE, timeZone: 'local' }, 'Europe/Berlin').zone).toBe('Europe/Berlin')
})
