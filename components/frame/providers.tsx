'use client'
import { CSPProvider } from '@base-ui/react/csp-provider'
import { Toast } from '@base-ui/react/toast'
import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { makeQueryClient } from '#browser/query-client.ts'
import { ToastCorner } from '#components/ui/toasts.tsx'

/** What every page stands in: the cache of what was read, notices, and the nonce for styles made later. */
export function Providers({
  nonce,
  children,
}: {
  readonly nonce: string | undefined
  readonly children: ReactNode
}) {
  const [queryClient] = useState(makeQueryClient)
  return (
    <CSPProvider {...(nonce === undefined ? {} : { nonce })}>
      <QueryClientProvider client={queryClient}>
        <Toast.Provider>
          {children}
          <ToastCorner />
        </Toast.Provider>
      </QueryClientProvider>
    </CSPProvider>
  )
}
