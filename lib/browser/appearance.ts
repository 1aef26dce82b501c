import * as z from 'zod'

export const THEMES = ['system', 'dark', 'light'] as const
export const DENSITIES = ['compact', 'comfortable'] as const
export const UP_DOWNS = ['green-up', 'red-up'] as const
export const TIME_ZONES = ['utc', 'local'] as const

/** How a person wants every page to look. */
export const appearanceSchema = z.object({
  theme: z.enum(THEMES).catch('system'),
  density: z.enum(DENSITIES).catch('compact'),
  /** Which colour a rise has; in parts of the world it is red. */
  upDown: z.enum(UP_DOWNS).catch('green-up'),
  timeZone: z.enum(TIME_ZONES).catch('utc'),
})
export type Appearance = z.output<typeof appearanceSchema>

export const APPEARANCE: Appearance = {
  theme: 'system',
  density: 'compact',
  upDown: 'green-up',
  timeZone: 'utc',
}

/** The name that an appearance is preferred under. */
export const APPEARANCE_KEY = 'appearance'

/** An appearance in this browser: with the zone that "local" means here. */
export type Look = Appearance & { readonly zone: string }

export const LOOK: Look = { ...APPEARANCE, zone: 'UTC' }

/** The copy of it by which the server draws a page right at once. The preference is the truth. */
export const LOOK_COOKIE = 'truebook-look'
const LOOK_COOKIE_SECONDS = 365 * 24 * 60 * 60
const ZONE = /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/

/** `dark~compact~green-up~local~Europe/Berlin`. What is not understood counts as not said. */
export function lookOf(cookie: string | undefined): Look {
  if (cookie === undefined) return LOOK
  const [theme, density, upDown, timeZone, zone = ''] = cookie.split('~')
  const appearance = appearanceSchema.parse({ theme, density, upDown, timeZone })
  return lookIn(appearance, zone)
}

/** The look that an appearance has in a browser of this zone. */
export function lookIn(appearance: Appearance, zone: string): Look {
  const isLocal = appearance.timeZone === 'local' && isZone(zone)
  return { ...appearance, zone: isLocal ? zone : 'UTC' }
}

/** What `document.cookie` is set to. It says nothing secret and serves this site alone. */
export function lookCookie({ theme, density, upDown, timeZone, zone }: Look): string {
  const value = [theme, density, upDown, timeZone, zone].join('~')
  return `${LOOK_COOKIE}=${value}; Path=/; SameSite=Lax; Max-Age=${LOOK_COOKIE_SECONDS}`
}

function isZone(zone: string): boolean {
  if (!ZONE.test(zone)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
