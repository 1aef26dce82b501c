'use client'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { toWireId } from '#api/codecs/id.ts'
import type { Me } from '#api/codecs/person.ts'
import { adminPlaces, deskPlaces } from '#browser/navigation.ts'
import { booksQuery } from '#browser/queries/books.ts'
import { instrumentsQuery } from '#browser/queries/markets.ts'
import { peopleQuery } from '#browser/queries/people.ts'
import { inScope, type ScopeChoice } from '#browser/scope.ts'
import { marketPath } from '#components/ui/instrument-link.tsx'
import type { CommandItem } from './command-item.ts'

/** Everything that one can go to and this person may see, in the scope that is shown. */
export function usePlaceItems(me: Me | undefined, scope: ScopeChoice): readonly CommandItem[] {
  const router = useRouter()
  const go =
    (href: string, hash = '') =>
    () =>
      router.push(`${inScope(href, scope)}${hash}`)
  const may = (permission: Me['permissions'][number]) =>
    me?.permissions.includes(permission) === true
  const instruments = useQuery(instrumentsQuery()).data?.items ?? []
  const books = useQuery(booksQuery()).data?.items ?? []
  const people = useQuery({ ...peopleQuery(), enabled: may('people:read') }).data?.items ?? []
  const markets = instruments.flatMap((instrument): readonly CommandItem[] => {
    const { id, base, quote, venueId } = instrument
    const about = { text: `${base}-${quote}`, hint: venueId }
    const market = {
      ...about,
      id: `market:${id}`,
      kind: 'market' as const,
      run: go(marketPath(id)),
    }
    if (!may('orders:place')) return [market]
    const text = `New order in ${about.text}`
    return [
      market,
      { ...about, id: `order-in:${id}`, kind: 'act', text, run: go(marketPath(id), '#ticket') },
    ]
  })
  return [
    ...pageItems(me, go),
    ...markets,
    ...people.map((person) => ({
      id: `person:${person.userId}`,
      kind: 'person' as const,
      text: person.name,
      hint: person.email,
      run: go('/admin/people'),
    })),
    ...books.flatMap((each) =>
      may('breaks:read')
        ? each.breaks.map((found) => ({
            id: `break:${found.id}`,
            kind: 'break' as const,
            text: `${found.cause} at ${each.clientName} / ${each.accountName}`,
            hint: found.state,
            isUsual: true,
            run: go(`/desk/accounts/breaks/${toWireId('break', found.id)}`),
          }))
        : [],
    ),
  ]
}

function pageItems(me: Me | undefined, go: (href: string) => () => void): readonly CommandItem[] {
  if (me === undefined) return []
  const desk = deskPlaces(me)
  const admin = desk.some(({ href }) => href === '/admin') ? adminPlaces() : []
  return [
    ...desk.map((place) => ({ place, text: place.label, isUsual: true })),
    ...admin
      .filter(({ href }) => href.startsWith('/admin/'))
      .map((place) => ({ place, text: `Admin: ${place.label}`, isUsual: false })),
  ].map(({ place, text, isUsual }) => ({
    id: `page:${place.href}`,
    kind: 'page' as const,
    text,
    keys: isUsual && place.key !== undefined ? `g ${place.key}` : undefined,
    isUsual,
    run: go(place.href),
  }))
}
