'use client'
import { CSPProvider } from '@base-ui/react/csp-provider'
import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useMemo, useState } from 'react'
import type { Look } from '#browser/appearance.ts'
import { LookContext } from '#browser/look.ts'
import { makeQueryClient } from '#browser/query-client.ts'
import { ToastCorner } from '#components/ui/toasts.tsx'

/**
 * What every page stands in: the cache of what was read, notices, the look the server drew it in, and the nonce
 * for styles made later.
 */
export function Providers({
  nonce,
  drawnLook,
  children,
}: {
  readonly nonce: string | undefined
  readonly drawnLook: Look
  readonly children: ReactNode
}) {
  const [queryClient] = useState(makeQueryClient)
  const [look, setLook] = useState(drawnLook)
  const looking = useMemo(() => ({ look, setLook }), [look])
  return (
    <CSPProvider {...(nonce === undefined ? {} : { nonce })}>
      <QueryClientProvider client={queryClient}>
        <LookContext value={looking}>
          {children}
          <ToastCorner />
        </LookContext>
      </QueryClientProvider>
    </CSPProvider>
  )
}
