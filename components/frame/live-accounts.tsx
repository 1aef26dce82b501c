'use client'
import { useQuery } from '@tanstack/react-query'
import { useLiveAccounts, useStreamStatus } from '#browser/live.ts'
import { usePageSettled } from '#browser/page-settled.ts'
import { accountsQuery } from '#browser/queries/accounts.ts'
import { useKeepProof } from '#browser/use-keep-proof.ts'
import { Badge } from '#components/ui/badge.tsx'

/** Keeps every account on screen current, and says so when it cannot. */
export function LiveAccounts() {
  const accounts = useQuery(accountsQuery()).data?.items
  const isSettled = usePageSettled()
  useLiveAccounts(isSettled && accounts !== undefined ? accounts : NONE)
  useKeepProof()
  const status = useStreamStatus()
  if (status !== 'offline') return null
  return (
    <Badge
      tone="attention"
      title="What is on screen is read again and again until the stream is back"
    >
      Not live
    </Badge>
  )
}

const NONE: readonly [] = []
