import {
  Bot,
  ChartCandlestick,
  Cpu,
  FileText,
  FlaskConical,
  Gauge,
  Landmark,
  Layers,
  LayoutDashboard,
  ListOrdered,
  type LucideIcon,
  RadioTower,
  ReceiptText,
  ScrollText,
  Settings,
  ShieldCheck,
  Users,
  Wallet,
} from 'lucide-react'
import { toWireId } from '#api/codecs/id.ts'
import type { Me } from '#api/codecs/person.ts'

export type Place = {
  readonly label: string
  readonly href: string
  readonly icon: LucideIcon
  /** Pressed after `g`, it leads there. */
  readonly key?: string
}

/** A phone's bar has room for so many places and one for the rest; the last of its places is STOP's. */
export const PHONE_PLACES = 4

const ADMIN: Place = { label: 'Admin', href: '/admin', icon: ShieldCheck, key: 'd' }

const DESK: readonly Place[] = [
  { label: 'Overview', href: '/desk', icon: LayoutDashboard, key: 'o' },
  { label: 'Positions', href: '/desk/positions', icon: Layers, key: 'p' },
  { label: 'Markets', href: '/desk/markets', icon: ChartCandlestick, key: 'm' },
  { label: 'Orders', href: '/desk/orders', icon: ListOrdered, key: 'r' },
  { label: 'Accounts', href: '/desk/accounts', icon: Wallet, key: 'a' },
]
const RESEARCH: Place = {
  label: 'Research',
  href: '/desk/research',
  icon: FlaskConical,
  key: 'e',
}
const SIGNALS: Place = { label: 'Signals', href: '/desk/signals', icon: RadioTower, key: 'i' }
const BOTS: Place = { label: 'Bots', href: '/desk/bots', icon: Bot, key: 'b' }

const ADMINISTRATION: readonly Place[] = [
  { label: 'Overview', href: '/admin', icon: Gauge, key: 'o' },
  { label: 'Clients', href: '/admin/clients', icon: Landmark, key: 'l' },
  { label: 'People', href: '/admin/people', icon: Users, key: 'e' },
  { label: 'Audit', href: '/admin/audit', icon: ScrollText, key: 'u' },
  { label: 'System', href: '/admin/system', icon: Cpu, key: 'y' },
  { label: 'Settings', href: '/admin/settings', icon: Settings, key: 'n' },
  { label: 'Desk', href: '/desk', icon: LayoutDashboard, key: 'd' },
]

/** Where a person may go from the desk: bots, signals, research and administration only for those who may. */
export function deskPlaces(me: Me): readonly Place[] {
  return [
    ...DESK,
    ...(me.permissions.includes('bots:read') ? [BOTS] : []),
    ...(me.permissions.includes('research:read') ? [SIGNALS, RESEARCH] : []),
    ...(me.permissions.includes('people:invite') ? [ADMIN] : []),
  ]
}

export function adminPlaces(): readonly Place[] {
  return ADMINISTRATION
}

/** The pages of one client. */
export function clientPlaces(clientId: string): readonly Place[] {
  const home = `/client/${toWireId('client', clientId)}`
  return [
    { label: 'Overview', href: home, icon: LayoutDashboard, key: 'o' },
    { label: 'Positions', href: `${home}/positions`, icon: Layers, key: 'p' },
    { label: 'Trades', href: `${home}/trades`, icon: ReceiptText, key: 't' },
    { label: 'Statements', href: `${home}/statements`, icon: FileText, key: 'd' },
  ]
}

/** Which place an address belongs to: the longest one it begins with. */
export function currentPlace(places: readonly Place[], pathname: string): Place | null {
  const matching = places.filter(({ href }) => pathname === href || pathname.startsWith(`${href}/`))
  return matching.reduce<Place | null>(
    (best, place) => (best === null || place.href.length > best.href.length ? place : best),
    null,
  )
}
