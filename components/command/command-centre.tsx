'use client'
import { Dialog as Base } from '@base-ui/react/dialog'
import { useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { useState } from 'react'
import { rank } from '#browser/fuzzy.ts'
import { meQuery } from '#browser/queries/people.ts'
import { useScope } from '#browser/use-scope.ts'
import type { CommandItem } from './command-item.ts'
import { CommandRow } from './command-row.tsx'
import { useActItems } from './use-act-items.ts'
import { useOrderItem } from './use-order-item.ts'
import { usePlaceItems } from './use-place-items.ts'
import { useRecentItems } from './use-recent-items.ts'
import { useScopeItems } from './use-scope-items.ts'

const FOUND_MAX = 20

/** Everything that can be reached or done, by typing a part of its name. */
export function CommandCentre({ onClose }: { onClose(): void }) {
  const [query, setQuery] = useState('')
  const me = useQuery(meQuery()).data
  const scope = useScope()
  const items = [...usePlaceItems(me, scope), ...useScopeItems(me), ...useActItems(me, scope)]
  const { recent, remember } = useRecentItems(items)
  const order = useOrderItem(query)
  const isEmpty = query.trim() === ''
  const found = rank(items, { query, textOf: searchText, max: FOUND_MAX })
  const choose = (item: CommandItem) => {
    onClose()
    remember(item)
    item.run()
  }
  return (
    <Base.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-black/60" />
        <Base.Popup className="fixed top-[12dvh] left-1/2 z-50 w-[560px] max-w-[calc(100vw-1.5rem)] -translate-x-1/2 overflow-hidden rounded-box border border-line-strong bg-panel max-sm:top-2">
          <Base.Title className="sr-only">Command centre</Base.Title>
          <Command shouldFilter={false} loop label="Commands">
            <Command.Input
              autoFocus
              value={query}
              onValueChange={setQuery}
              placeholder="Symbol, page, client, account, act, or an order’s id"
              className="h-11 w-full border-b border-line bg-transparent px-4 text-title outline-none placeholder:text-ink-faint"
            />
            <Command.List className="max-h-[min(60dvh,420px)] overflow-y-auto overscroll-contain py-1">
              <Command.Empty className="px-4 py-3 text-ink-soft">
                {EMPTY_TEXTS[order.kind]}
              </Command.Empty>
              {order.kind === 'found' ? <CommandRow item={order.item} onChoose={choose} /> : null}
              {isEmpty ? (
                <>
                  <Group heading="Recent" items={recent} onChoose={choose} />
                  <Group
                    heading="Go and do"
                    items={items.filter((item) => item.isUsual && !recent.includes(item))}
                    onChoose={choose}
                  />
                </>
              ) : (
                found.map((item) => <CommandRow key={item.id} item={item} onChoose={choose} />)
              )}
            </Command.List>
          </Command>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

function Group({
  heading,
  items,
  onChoose,
}: {
  readonly heading: string
  readonly items: readonly CommandItem[]
  onChoose(item: CommandItem): void
}) {
  if (items.length === 0) return null
  return (
    <Command.Group
      heading={<span className="block px-4 py-1 text-label text-ink-faint">{heading}</span>}
    >
      {items.map((item) => (
        <CommandRow key={item.id} item={item} onChoose={onChoose} />
      ))}
    </Command.Group>
  )
}

const EMPTY_TEXTS: Readonly<Record<ReturnType<typeof useOrderItem>['kind'], string>> = {
  none: 'Nothing of that name.',
  looking: 'Looking for the order.',
  unknown: 'No order of yours has this id.',
  found: '',
}

function searchText({ text, hint }: CommandItem): string {
  return hint === undefined ? text : `${text} ${hint}`
}
