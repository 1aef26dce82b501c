'use client'
import Link from 'next/link'
import type { FillView } from '#api/codecs/fill.ts'
import { toWireId } from '#api/codecs/id.ts'
import { fillFigureColumns } from '#components/ui/fill-figure-columns.tsx'
import { InstrumentLink } from '#components/ui/instrument-link.tsx'
import { OwnerName } from '#components/ui/owner-name.tsx'
import type { Column } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'
import type { Instrument, InstrumentId } from '#core/market/instrument.ts'

/** What a fill says: when, where, whose, what it moved and what it cost. */
export function fillColumns(
  instruments: ReadonlyMap<InstrumentId, Instrument>,
): readonly Column<FillView>[] {
  return [
    { key: 'at', header: 'Time, UTC', cell: ({ venueAt }) => <Time at={venueAt} /> },
    {
      key: 'market',
      header: 'Market',
      cell: ({ instrumentId }) => <InstrumentLink instrumentId={instrumentId} />,
    },
    {
      key: 'owner',
      header: 'Account',
      cell: ({ accountId }) => <OwnerName accountId={accountId} />,
    },
    {
      key: 'side',
      header: 'Side',
      cell: ({ side, liquidity }) => (
        <span>
          <span className="font-medium">{side === 'buy' ? 'Bought' : 'Sold'}</span>{' '}
          <span className="text-ink-faint">as {liquidity}</span>
        </span>
      ),
    },
    ...fillFigureColumns((fill) => instruments.get(fill.instrumentId)),
    { key: 'order', header: 'Order', isNumber: true, cell: (fill) => <OrderLink fill={fill} /> },
  ]
}

/** The order that was filled; a fill without one was traded outside this desk. */
function OrderLink({ fill: { orderId, venueTradeId } }: { readonly fill: FillView }) {
  if (orderId === null) {
    return (
      <span className="text-ink-faint" title={`Venue trade ${venueTradeId}`}>
        at the venue
      </span>
    )
  }
  return (
    <Link
      href={`/desk/orders/${toWireId('order', orderId)}`}
      prefetch={false}
      title={`Venue trade ${venueTradeId}`}
      className="hover:underline"
    >
      Order
    </Link>
  )
}
