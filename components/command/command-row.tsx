'use client'
import { Command } from 'cmdk'
import { keyCaps } from '#browser/key-chord.ts'
import { Kbd } from '#components/ui/kbd.tsx'
import { Stripe } from '#components/ui/stripe.tsx'
import { type CommandItem, KIND_WORDS } from './command-item.ts'

/** One result: whose it is, what it is called, its key and what kind of thing it is. */
export function CommandRow({
  item,
  onChoose,
}: {
  readonly item: CommandItem
  onChoose(item: CommandItem): void
}) {
  const { id, kind, text, hint, keys, stripe } = item
  return (
    <Command.Item
      value={id}
      onSelect={() => onChoose(item)}
      className="flex h-8 cursor-pointer items-center gap-2 border-l-2 border-transparent aria-selected:border-ink px-4 aria-selected:bg-raised max-sm:h-11"
    >
      {stripe === undefined ? null : <Stripe mark={stripe} />}
      <span className="min-w-0 truncate">{text}</span>
      {hint === undefined ? null : <span className="shrink-0 text-ink-faint">{hint}</span>}
      <span className="flex-1" />
      {keys === undefined ? null : (
        <span className="max-sm:hidden">
          <Kbd keys={keyCaps(keys, isMac()).join(' ')} />
        </span>
      )}
      <span className="w-14 shrink-0 text-right text-label text-ink-faint">{KIND_WORDS[kind]}</span>
    </Command.Item>
  )
}

function isMac(): boolean {
  return navigator.platform.startsWith('Mac')
}
