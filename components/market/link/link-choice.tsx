'use client'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { joinLink, LINK_GROUPS, type LinkGroup, linkGroupOf } from '#browser/link.ts'
import { useTicket } from '#browser/stores/ticket.ts'
import { classNames } from '#components/ui/class-names.ts'
import type { InstrumentId } from '#core/market/instrument.ts'

const DOTS: Readonly<Record<LinkGroup, string>> = {
  A: 'bg-stripe-5',
  B: 'bg-stripe-1',
  C: 'bg-stripe-3',
  D: 'bg-stripe-2',
}

/**
 * The colour group of this window: choosing a market in one window of a group makes the others follow, and a price
 * picked in a window without a ticket fills the ticket of the one that has it.
 */
export function LinkChoice({
  instrumentId,
  addressOf,
  hasTicket,
}: {
  readonly instrumentId: InstrumentId
  /** Where this window shows another market. */
  readonly addressOf: 'page' | 'panel'
  readonly hasTicket: boolean
}) {
  const router = useRouter()
  const pathname = usePathname()
  const search = useSearchParams()
  const group = linkGroupOf(search.get('group'))
  useLink({
    group,
    instrumentId,
    hasTicket,
    follow: (chosen) => router.replace(addressFor(chosen)),
  })
  const addressFor = (chosen: InstrumentId) => {
    const params = new URLSearchParams(search)
    if (addressOf === 'page') return `/desk/markets/${chosen.replace(':', '/')}?${params}`
    params.set('symbol', chosen)
    return `${pathname}?${params}`
  }
  const choose = (chosen: string) => {
    const params = new URLSearchParams(search)
    if (chosen === '') params.delete('group')
    else params.set('group', chosen)
    router.replace(`${pathname}?${params}`, { scroll: false })
  }
  return (
    <label className="inline-flex items-center gap-1.5 text-label text-ink-soft">
      <span
        aria-hidden
        className={classNames(
          'size-2.5 rounded-full border border-line-strong',
          group !== null && DOTS[group],
        )}
      />
      <span className="sr-only">Linked group</span>
      <select
        value={group ?? ''}
        onChange={(event) => choose(event.target.value)}
        title="Windows of one group show the same market"
        className="h-7 rounded-box border border-line bg-panel px-1 text-ink-soft max-sm:h-10"
      >
        <option value="">Not linked</option>
        {LINK_GROUPS.map((each) => (
          <option key={each} value={each}>
            Group {each}
          </option>
        ))}
      </select>
    </label>
  )
}

function useLink({
  group,
  instrumentId,
  hasTicket,
  follow,
}: {
  readonly group: LinkGroup | null
  readonly instrumentId: InstrumentId
  readonly hasTicket: boolean
  follow(instrumentId: InstrumentId): void
}): void {
  const latest = useRef(follow)
  latest.current = follow
  useEffect(() => {
    if (group === null) return
    const link = joinLink(group, {
      onMarket: (chosen) => chosen !== instrumentId && latest.current(chosen),
      onLevel: (chosen, press) =>
        hasTicket && chosen === instrumentId && useTicket.getState().pickLevel(press),
    })
    link.tellMarket(instrumentId)
    const leave = useTicket.subscribe(({ form }, { form: before }) => {
      if (hasTicket || form.limitPrice === before.limitPrice || form.limitPrice === '') return
      link.tellLevel(instrumentId, form)
    })
    return () => {
      leave()
      link.close()
    }
  }, [group, instrumentId, hasTicket])
}
