'use client'
import { Menu as Base } from '@base-ui/react/menu'
import { Check, type LucideIcon } from 'lucide-react'
import { classNames } from './class-names.ts'
import { Kbd } from './kbd.tsx'

export type MenuEntry =
  | {
      readonly kind: 'act'
      readonly label: string
      readonly icon?: LucideIcon
      readonly keys?: string
      readonly isDanger?: boolean
      readonly isDisabled?: boolean
      run(): void
    }
  | {
      readonly kind: 'choice'
      readonly label: string
      readonly isChosen: boolean
      readonly isDisabled?: boolean
      choose(isChosen: boolean): void
    }
  | { readonly kind: 'title'; readonly label: string }
  | { readonly kind: 'line' }

export const MENU_POPUP =
  'min-w-48 max-w-80 rounded-box border border-line-strong bg-panel py-1 outline-none max-h-(--available-height) overflow-y-auto'

const ITEM =
  'flex min-h-7 cursor-pointer items-center gap-2 px-3 py-1 text-ink-soft outline-none select-none data-disabled:cursor-not-allowed data-disabled:text-ink-faint data-highlighted:bg-selected data-highlighted:text-ink max-sm:min-h-10'

/** What a menu offers. A choice leaves the menu open, an act closes it. */
export function MenuEntries({ entries }: { readonly entries: readonly MenuEntry[] }) {
  return entries.map((entry, place) => (
    <Entry key={entry.kind === 'line' ? place : `${entry.kind}-${entry.label}`} entry={entry} />
  ))
}

function Entry({ entry }: { readonly entry: MenuEntry }) {
  switch (entry.kind) {
    case 'line':
      return <Base.Separator className="my-1 h-px bg-line" />
    case 'title':
      return <div className="px-3 py-1 text-label text-ink-faint">{entry.label}</div>
    case 'choice':
      return <ChoiceEntry entry={entry} />
    case 'act':
      return <Act entry={entry} />
  }
}

function ChoiceEntry({ entry }: { readonly entry: Extract<MenuEntry, { kind: 'choice' }> }) {
  return (
    <Base.CheckboxItem
      checked={entry.isChosen}
      disabled={entry.isDisabled ?? false}
      onCheckedChange={(isChosen) => entry.choose(isChosen)}
      className={ITEM}
    >
      <span className="inline-flex size-4 shrink-0 items-center justify-center">
        {entry.isChosen ? <Check aria-hidden size={14} /> : null}
      </span>
      {entry.label}
    </Base.CheckboxItem>
  )
}

function Act({ entry }: { readonly entry: Extract<MenuEntry, { kind: 'act' }> }) {
  const { label, icon: Icon, keys, isDanger = false, isDisabled = false, run } = entry
  return (
    <Base.Item
      onClick={run}
      disabled={isDisabled}
      className={classNames(ITEM, isDanger && 'text-stop data-highlighted:text-stop')}
    >
      {Icon === undefined ? null : <Icon aria-hidden size={14} className="shrink-0" />}
      <span className="flex-1">{label}</span>
      {keys === undefined ? null : <Kbd keys={keys} />}
    </Base.Item>
  )
}
