'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { accountsQuery } from '#browser/queries/accounts.ts'
import { booksQuery } from '#browser/queries/books.ts'
import { openOrdersQuery } from '#browser/queries/orders.ts'
import { useNow } from '#components/ui/use-now.ts'
import { type PlaceMark, placeMarks } from './place-marks.ts'

/** What needs a person anywhere in the firm, whatever scope is shown: nobody may look away from it. */
export function usePlaceMarks(): ReadonlyMap<string, PlaceMark> {
  const accounts = useQuery(accountsQuery()).data?.items
  const books = useQuery(booksQuery()).data?.items
  const openOrders = useQuery(openOrdersQuery()).data?.items
  const now = useNow()
  return useMemo(
    () =>
      placeMarks(
        { accounts: accounts ?? [], books: books ?? [], openOrders: openOrders ?? [] },
        now,
      ),
    [accounts, books, openOrders, now],
  )
}
