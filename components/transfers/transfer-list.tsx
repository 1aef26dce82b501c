'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { TransferView } from '#api/codecs/transfer.ts'
import { transfersPagesQuery } from '#browser/queries/transfers.ts'
import type { ScopeChoice } from '#browser/scope.ts'
import { LoadedPages } from '#components/ui/loaded-pages.tsx'
import { Amount, Money } from '#components/ui/money.tsx'
import { OwnerName } from '#components/ui/owner-name.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'
import { transfersInput } from './transfers-input.ts'

const KIND_WORDS: Readonly<Record<TransferView['kind'], string>> = {
  deposit: 'Deposit',
  withdrawal: 'Withdrawal',
  dust: 'Dust conversion',
  opening: 'Opening balance',
}

const COLUMNS: readonly Column<TransferView>[] = [
  { key: 'at', header: 'Time, UTC', cell: ({ venueAt }) => <Time at={venueAt} /> },
  { key: 'kind', header: 'Kind', cell: ({ kind }) => KIND_WORDS[kind] },
  { key: 'owner', header: 'Account', cell: ({ accountId }) => <OwnerName accountId={accountId} /> },
  {
    key: 'amount',
    header: 'Amount',
    isNumber: true,
    cell: ({ amount, asset }) => <Amount value={amount} unit={asset} />,
  },
  {
    key: 'fee',
    header: 'Fee',
    isNumber: true,
    cell: ({ feeAmount, asset }) => <Amount value={feeAmount} unit={asset} />,
  },
  {
    key: 'worth',
    header: 'Worth then',
    isNumber: true,
    cell: ({ costBasis }) => <Money value={costBasis} unit="USDT" />,
  },
  {
    key: 'venue',
    header: 'Venue’s number',
    isNumber: true,
    cell: ({ venueTransferId }) => <span className="figure text-ink-faint">{venueTransferId}</span>,
  },
]

/** Money that came in or went out of the scope's accounts, the newest first. */
export function TransferList({ scope }: { readonly scope: ScopeChoice }) {
  const query = useInfiniteQuery(transfersPagesQuery(transfersInput(scope)))
  return (
    <LoadedPages
      query={query}
      what="Transfers"
      empty="No transfer yet. A deposit or a withdrawal at the venue shows here by itself."
    >
      {(transfers) => (
        <Table label="Transfers" columns={COLUMNS} rows={transfers} rowKey={({ id }) => id} />
      )}
    </LoadedPages>
  )
}
