'use client'
import { ChevronDown, ChevronUp } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { DOCK_TABS, type DockTab, useDock } from '#browser/stores/dock.ts'
import { classNames } from '#components/ui/class-names.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { DockHandle } from './dock-handle.tsx'
import { useKeptDock } from './use-kept-dock.ts'

const TAB_WORDS: Readonly<Record<DockTab, string>> = {
  positions: 'Positions',
  orders: 'Orders',
  fills: 'Fills',
  transfers: 'Transfers',
}

/** The blotter at the foot of the page: the same four lists everywhere, in the page's scope. Phones have pages. */
export function Dock({ contents }: { readonly contents: Readonly<Record<DockTab, ReactNode>> }) {
  useKeptDock()
  const { isOpen, tab, toggle, show } = useDock()
  return (
    <section
      aria-label="Blotter"
      className="sticky bottom-0 z-20 border-t border-line-strong bg-panel max-sm:hidden print:hidden sm:ml-12"
    >
      {isOpen ? <DockHandle /> : null}
      <div className="flex h-7 items-center gap-1 px-2">
        {DOCK_TABS.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={isOpen && tab === name}
            onClick={() => (isOpen && tab === name ? toggle() : show(name))}
            className={classNames(
              'h-6 rounded-box px-2 text-label',
              isOpen && tab === name ? 'bg-raised text-ink' : 'text-ink-soft hover:text-ink',
            )}
          >
            {TAB_WORDS[name]}
          </button>
        ))}
        <span className="flex-1" />
        <IconButton
          label={isOpen ? 'Close the blotter' : 'Open the blotter'}
          icon={isOpen ? ChevronDown : ChevronUp}
          keys="Ctrl+J"
          onClick={toggle}
        />
      </div>
      {isOpen ? <DockContent tab={tab}>{contents[tab]}</DockContent> : null}
    </section>
  )
}

/** As high as it was dragged. Heights are set through the DOM: the page's policy allows no style attributes. */
function DockContent({ tab, children }: { readonly tab: DockTab; readonly children: ReactNode }) {
  const height = useDock((store) => store.height)
  const box = useRef<HTMLElement>(null)
  useEffect(() => box.current?.style.setProperty('height', `${height}px`), [height])
  return (
    <section
      ref={box}
      aria-label={TAB_WORDS[tab]}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className="h-[260px] overflow-auto border-t border-line"
    >
      {children}
    </section>
  )
}
