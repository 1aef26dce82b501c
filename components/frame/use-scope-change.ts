'use client'
import { useEffect, useRef } from 'react'
import type { ScopeChoice } from '#browser/scope.ts'
import { useArmed } from '#browser/stores/armed.ts'
import { useTicket } from '#browser/stores/ticket.ts'

/** What was typed or armed for one scope never reaches another. */
export function useScopeChange({ clientId, accountId }: ScopeChoice): void {
  const clearTicket = useTicket(({ clear }) => clear)
  const disarm = useArmed((store) => store.disarm)
  const now = `${clientId} ${accountId}`
  const before = useRef(now)
  useEffect(() => {
    if (before.current === now) return
    before.current = now
    clearTicket()
    disarm()
  }, [now, clearTicket, disarm])
}
