'use client'
import { Plus } from 'lucide-react'
import type { IndicatorCatalog, IndicatorDefinition } from './indicator-definition.ts'

const PLACES: readonly { readonly pane: IndicatorDefinition['pane']; readonly title: string }[] = [
  { pane: 'price', title: 'Over the candles' },
  { pane: 'own', title: 'In a pane below' },
]

/** What can be added to the chart, by where it is drawn. */
export function IndicatorOffers({
  catalog,
  isFull,
  onAdd,
}: {
  readonly catalog: IndicatorCatalog
  /** The chart keeps no more. */
  readonly isFull: boolean
  onAdd(kind: string): void
}) {
  return PLACES.map(({ pane, title }) => (
    <section key={pane} className="border-t border-line pt-2">
      <h3 className="px-1 text-[11px] leading-4 text-ink-faint">{title}</h3>
      <ul aria-label={`Add ${title.toLowerCase()}`} className="flex flex-col">
        {[...catalog]
          .filter(([, definition]) => definition.pane === pane)
          .map(([kind, { name, about }]) => (
            <li key={kind}>
              <button
                type="button"
                disabled={isFull}
                title={about}
                onClick={() => onAdd(kind)}
                className="flex min-h-7 w-full items-center gap-2 rounded-box px-1 text-left hover:bg-raised disabled:text-ink-faint max-sm:min-h-10"
              >
                <Plus aria-hidden size={14} className="shrink-0 text-ink-faint" />
                <span className="shrink-0 font-medium">{name}</span>
                <span className="truncate text-label text-ink-faint">{about}</span>
              </button>
            </li>
          ))}
      </ul>
    </section>
  ))
}
