'use client'
import { ChevronsUpDown } from 'lucide-react'
import dynamic from 'next/dynamic'
import type { ScopeChoice } from '#browser/scope.ts'
import { nameOfScope } from '#browser/scope-name.ts'
import { useOverlay } from '#browser/stores/overlay.ts'
import { useScopeOwners } from '#browser/use-scope-owners.ts'
import { Stripe } from '#components/ui/stripe.tsx'

const loadPicker = () => import('./scope-picker.tsx')
const ScopePicker = dynamic(async () => (await loadPicker()).ScopePicker, { ssr: false })

/** Whose money the page shows, and the way to another's. The choice goes into the address. */
export function ScopeSelect({
  firmName,
  scope,
}: {
  readonly firmName: string
  readonly scope: ScopeChoice
}) {
  const owners = useScopeOwners(firmName)
  const isOpen = useOverlay(({ overlay }) => overlay === 'scope')
  const { show, hide } = useOverlay.getState()
  const name = nameOfScope(scope, owners)
  const text = name?.text ?? 'Unknown'
  return (
    <span className="relative flex min-w-0 max-sm:flex-1 sm:shrink-0">
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        title={text}
        onPointerEnter={loadPicker}
        onFocus={loadPicker}
        onClick={() => (isOpen ? hide() : show('scope'))}
        className="flex h-7 min-w-0 items-center gap-2 rounded-box px-1.5 font-medium hover:bg-raised aria-expanded:bg-raised max-sm:h-10"
      >
        <Stripe mark={name?.stripe ?? null} />
        <span className="max-w-60 truncate max-sm:flex max-sm:min-w-0 max-sm:flex-col max-sm:text-left max-sm:leading-4">
          <ScopeText text={text} />
        </span>
        <span className="sr-only">: whose money this page shows</span>
        <ChevronsUpDown aria-hidden size={14} className="shrink-0 text-ink-faint" />
      </button>
      {isOpen ? <ScopePicker owners={owners} scope={scope} onClose={hide} /> : null}
    </span>
  )
}

/** On a phone the account stands below its client. */
function ScopeText({ text }: { readonly text: string }) {
  const [client, account] = text.split(' / ')
  if (account === undefined) return <span className="truncate">{text}</span>
  return (
    <>
      <span className="truncate">{client}</span>
      <span className="text-ink-faint max-sm:sr-only">{' / '}</span>
      <span className="truncate text-ink-soft max-sm:text-label">{account}</span>
    </>
  )
}
