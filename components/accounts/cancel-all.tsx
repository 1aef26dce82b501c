'use client'
import { useQuery } from '@tanstack/react-query'
import { CircleX } from 'lucide-react'
import { cancelAllOrders } from '#api/accounts.ts'
import type { BooksView } from '#api/codecs/proof.ts'
import type { CallResult } from '#api/endpoint.ts'
import { listOrders } from '#api/orders.ts'
import { getOverview } from '#api/reports.ts'
import { ordersQuery } from '#browser/queries/orders.ts'
import { useAct } from '#browser/use-act.ts'
import { useMay } from '#browser/use-may.ts'
import { HoldButton } from '#components/ui/hold-button.tsx'
import { Problem } from '#components/ui/problem.tsx'
import { clockText } from '#components/ui/time-text.ts'

const CHANGED = [listOrders, getOverview]
const OPEN_SHOWN_MAX = 200
const ASK_EVERY_MS = 1_000

/** Cancels every open order of an account, and tells when the venue has proven that they are gone. */
export function CancelAll({
  accountId,
  books,
}: {
  readonly accountId: string
  readonly books: BooksView | undefined
}) {
  const mayCancel = useMay('accounts:cancel-all')
  const { mutate, isPending, error, data } = useAct(cancelAllOrders, CHANGED)
  if (!mayCancel) return null
  return (
    <>
      <HoldButton isDisabled={isPending} onHeld={() => mutate({ accountId })}>
        <CircleX aria-hidden size={14} />
        Cancel all
      </HoldButton>
      {data === undefined ? null : <Progress asked={data} books={books} />}
      <Problem error={error} />
    </>
  )
}

function Progress({
  asked,
  books,
}: {
  readonly asked: CallResult<typeof cancelAllOrders>
  readonly books: BooksView | undefined
}) {
  const { accountId, openCount, requestedAt } = asked
  const { data } = useQuery({
    ...ordersQuery({ accountId, state: 'open', limit: OPEN_SHOWN_MAX }),
    refetchInterval: ASK_EVERY_MS,
  })
  const left = data?.items.filter(({ createdAt }) => createdAt <= requestedAt).length ?? openCount
  const gone = Math.max(0, openCount - left)
  const provenAt = books?.lastProvenAt ?? null
  const isProven = gone === openCount && provenAt !== null && provenAt > requestedAt
  return (
    <span role="status" className="figure whitespace-normal text-ink-soft">
      {openCount === 0 ? 'No open orders' : `${gone} of ${openCount} orders canceled`}
      {isProven ? ` · proven at ${clockText(provenAt)}` : ''}
    </span>
  )
}
