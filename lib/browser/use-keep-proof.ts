'use client'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { type UnixMs, unixMsOf } from '#core/time/time.ts'
import { EMPTY_BOARD } from './proof.ts'
import { nextLookAt, proofBoard } from './proof-board.ts'
import { booksQuery } from './queries/books.ts'
import { openOrdersQuery } from './queries/orders.ts'
import { useProofBoard } from './stores/proof.ts'
import { useAsOf } from './use-as-of.ts'
import { useHeard } from './use-heard.ts'

/**
 * Keeps what is known against the numbers on screen: silence, breaks and orders that are not settled. Mounted once,
 * by the frame; cells read the board, which stays the same object until something of it changes.
 */
export function useKeepProof(): void {
  const heard = useHeard()
  const isLive = useAsOf().at === undefined
  const books = useQuery(booksQuery()).data?.items ?? NONE
  const orders = useQuery(openOrdersQuery()).data?.items ?? NONE
  const now = useLookAt((at) => nextLookAt(orders, at))
  useEffect(() => {
    if (now === null) return
    // What stands against the numbers now says nothing of those of another moment.
    const board = isLive ? proofBoard({ ...heard, now, books, orders }) : EMPTY_BOARD
    useProofBoard.setState({ board })
  }, [heard, books, orders, now, isLive])
}

const NONE: readonly [] = []

/** The time of the last look, which is taken again when `nextAt` says; null until the page is alive. */
function useLookAt(nextAt: (now: UnixMs) => UnixMs | null): UnixMs | null {
  const [now, setNow] = useState<UnixMs | null>(null)
  const next = now === null ? null : nextAt(now)
  useEffect(() => {
    const look = () => setNow(unixMsOf(Date.now()))
    if (now === null) look()
    if (next === null) return
    const timer = setTimeout(look, Math.max(0, next - Date.now()) + 1)
    return () => clearTimeout(timer)
  }, [now, next])
  return now
}
