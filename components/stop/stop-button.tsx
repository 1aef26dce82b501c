'use client'
import { useQuery } from '@tanstack/react-query'
import { OctagonX } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useEffect } from 'react'
import { useKeys } from '#browser/keys.ts'
import { meQuery } from '#browser/queries/people.ts'
import { useStopSheet } from '#browser/stores/stop-sheet.ts'
import { mayStop } from '#browser/use-may.ts'
import { useScope } from '#browser/use-scope.ts'

const loadSheet = () => import('./stop-sheet.tsx')
const StopSheet = dynamic(async () => (await loadSheet()).StopSheet, { ssr: false })

/** STOP, always at the same place: in the bar, and at the right end of a phone's bottom bar. */
export function StopButton({ clientId = null }: { readonly clientId?: string | null }) {
  const me = useQuery(meQuery()).data
  return me !== undefined && mayStop(me) ? <Stop clientId={clientId} /> : null
}

function Stop({ clientId }: { readonly clientId: string | null }) {
  const ofAddress = useScope()
  const scope = clientId === null ? ofAddress : { clientId, accountId: null }
  const isOpen = useStopSheet((sheet) => sheet.scope !== null)
  const open = useStopSheet((sheet) => sheet.open)
  useKeys([{ keys: 'g s', does: 'STOP', run: () => open(scope) }], 'Everywhere')
  useLoadedSoon()
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        title="Pause entries or cancel all orders"
        onClick={() => open(scope)}
        className="inline-flex h-7 shrink-0 items-center justify-center gap-1.5 rounded-box border border-stop px-2.5 font-semibold text-stop hover:bg-stop-paper max-sm:fixed max-sm:right-0 max-sm:bottom-0 max-sm:z-40 max-sm:h-14 max-sm:w-1/6 max-sm:flex-col max-sm:gap-0.5 max-sm:rounded-none max-sm:border-0 max-sm:border-t max-sm:border-l max-sm:px-0 max-sm:text-[11px] max-sm:leading-4 print:hidden"
      >
        <OctagonX aria-hidden size={14} className="max-sm:size-[18px]" />
        STOP
      </button>
      {isOpen ? <StopSheet /> : null}
    </>
  )
}

/** What stops a house must not wait for the network: it is loaded while all is well. */
function useLoadedSoon(): void {
  useEffect(() => void loadSheet(), [])
}
