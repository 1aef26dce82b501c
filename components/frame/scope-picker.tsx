'use client'
import { Command } from 'cmdk'
import { Check } from 'lucide-react'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { rank } from '#browser/fuzzy.ts'
import { inScope, type ScopeChoice } from '#browser/scope.ts'
import { type ScopeName, type ScopeOwners, scopeNames } from '#browser/scope-name.ts'
import { classNames } from '#components/ui/class-names.ts'
import { Stripe } from '#components/ui/stripe.tsx'

const SHOWN_MAX = 100

/** A list of every scope, narrowed by typing; Esc or a press elsewhere leaves the scope as it is. */
export function ScopePicker({
  owners,
  scope,
  onClose,
}: {
  readonly owners: ScopeOwners
  readonly scope: ScopeChoice
  onClose(): void
}) {
  const [query, setQuery] = useState('')
  const go = useGoToScope(onClose)
  const box = useCloseElsewhere(onClose)
  const found = rank(scopeNames(owners), { query, textOf: ({ text }) => text, max: SHOWN_MAX })
  return (
    <div
      ref={box}
      role="dialog"
      aria-label="Whose money this page shows"
      className="absolute top-8 left-0 z-50 w-80 max-w-[calc(100vw-1.5rem)] rounded-box border border-line-strong bg-panel max-sm:top-11"
    >
      <Command shouldFilter={false} loop label="Firm, clients and accounts">
        <Command.Input
          autoFocus
          value={query}
          onValueChange={setQuery}
          placeholder="Firm, client or account"
          className="h-9 w-full border-b border-line bg-transparent px-3 outline-none placeholder:text-ink-faint"
        />
        <Command.List className="max-h-80 overflow-y-auto py-1">
          <Command.Empty className="px-3 py-2 text-ink-soft">Nobody of that name.</Command.Empty>
          {found.map((name) => (
            <ScopeItem
              key={keyOf(name.scope)}
              name={name}
              isChosen={keyOf(name.scope) === keyOf(scope)}
              onChoose={() => go(name.scope)}
            />
          ))}
        </Command.List>
      </Command>
    </div>
  )
}

function ScopeItem({
  name: { scope, text, stripe },
  isChosen,
  onChoose,
}: {
  readonly name: ScopeName
  readonly isChosen: boolean
  onChoose(): void
}) {
  return (
    <Command.Item
      value={keyOf(scope)}
      onSelect={onChoose}
      className={classNames(
        'flex h-8 cursor-pointer items-center gap-2 border-l-2 border-transparent aria-selected:border-ink pr-3 aria-selected:bg-raised max-sm:h-10',
        scope.accountId === null ? 'pl-3 font-medium' : 'pl-7 text-ink-soft',
      )}
    >
      <Stripe mark={stripe} />
      <span className="min-w-0 flex-1 truncate">{text}</span>
      {isChosen ? <Check aria-label="Shown now" size={14} /> : null}
    </Command.Item>
  )
}

/** The same page for another scope. Marks that belong to the old one, such as a page of a list, stay behind. */
function useGoToScope(onClose: () => void) {
  const router = useRouter()
  const pathname = usePathname()
  const search = useSearchParams()
  return (scope: ScopeChoice) => {
    onClose()
    const kept = new URLSearchParams(search)
    kept.delete('cursor')
    router.push(inScope(`${pathname}?${kept}`, scope))
  }
}

/** Closes on Esc and on a press outside, and gives the focus back. */
function useCloseElsewhere(onClose: () => void) {
  const box = useRef<HTMLDivElement>(null)
  const close = useRef(onClose)
  close.current = onClose
  const [opener] = useState(() => document.activeElement)
  useEffect(() => {
    const press = ({ target }: PointerEvent) => {
      const within = box.current?.parentElement
      if (target instanceof Node && within?.contains(target) !== true) close.current()
    }
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      close.current()
    }
    document.addEventListener('pointerdown', press)
    document.addEventListener('keydown', key)
    return () => {
      document.removeEventListener('pointerdown', press)
      document.removeEventListener('keydown', key)
      if (opener instanceof HTMLElement) opener.focus()
    }
  }, [opener])
  return box
}

function keyOf({ clientId, accountId }: ScopeChoice): string {
  return accountId ?? clientId ?? 'firm'
}
