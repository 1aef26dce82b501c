'use client'
import { useRouter } from 'next/navigation'
import { useMemo } from 'react'
import { toWireId } from '#api/codecs/id.ts'
import type { OrderView } from '#api/codecs/order.ts'
import { useInstruments } from '#browser/use-instruments.ts'
import { InstrumentLink } from '#components/ui/instrument-link.tsx'
import { OwnerName } from '#components/ui/owner-name.tsx'
import { WithReceipt } from '#components/ui/receipt-slot.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { Age, Time } from '#components/ui/time.tsx'
import type { Instrument, InstrumentId } from '#core/market/instrument.ts'
import { CancelButton } from './cancel-button.tsx'
import { OrderFilled, OrderPrice, OrderSize } from './order-figures.tsx'
import { OrderStateBadge } from './order-state-badge.tsx'
import { reasonText, TYPE_WORDS } from './order-words.ts'

const LEFT_TO_THE_PAGE: readonly string[] = ['instrument', 'at']
const SHORT_FORMS: readonly string[] = ['age']

type Instruments = ReadonlyMap<InstrumentId, Instrument>

/** Orders, newest first, each with its state, its reason and its one act. */
export function OrderTable({
  label,
  orders,
  isOneMarket = false,
}: {
  readonly label: string
  readonly orders: readonly OrderView[]
  /** Where the page says which market, the rows do not. */
  readonly isOneMarket?: boolean
}) {
  const router = useRouter()
  const instruments = useInstruments()
  const columns = useMemo(() => {
    const hidden = isOneMarket ? LEFT_TO_THE_PAGE : SHORT_FORMS
    return columnsOf(instruments).filter(({ key }) => !hidden.includes(key))
  }, [instruments, isOneMarket])
  return (
    <Table
      id={isOneMarket ? 'orders.market' : 'orders'}
      label={label}
      columns={columns}
      rows={orders}
      rowKey={({ id }) => id}
      onOpen={({ id }) => router.push(`/desk/orders/${toWireId('order', id)}`)}
    />
  )
}

function columnsOf(instruments: Instruments): readonly Column<OrderView>[] {
  const of = (order: OrderView) => ({ order, instrument: instruments.get(order.instrumentId) })
  return [
    {
      key: 'instrument',
      header: 'Market',
      cell: ({ instrumentId }) => <InstrumentLink instrumentId={instrumentId} />,
    },
    {
      key: 'owner',
      header: 'Account',
      cell: ({ accountId }) => <OwnerName accountId={accountId} />,
    },
    { key: 'act', header: 'Order', cell: (order) => <OrderAct order={order} /> },
    { key: 'size', header: 'Size', isNumber: true, cell: (order) => <OrderSize {...of(order)} /> },
    {
      key: 'price',
      header: 'Price',
      isNumber: true,
      cell: (order) => <OrderPrice {...of(order)} />,
    },
    {
      key: 'filled',
      header: 'Filled',
      isNumber: true,
      cell: (order) => <OrderFilled {...of(order)} />,
    },
    { key: 'state', header: 'State', cell: (order) => <OrderState order={order} /> },
    {
      key: 'at',
      header: 'Placed',
      isNumber: true,
      cell: ({ createdAt }) => <Time at={createdAt} />,
    },
    {
      key: 'age',
      header: 'Age',
      isNumber: true,
      cell: ({ createdAt }) => <Age at={createdAt} />,
    },
    {
      key: 'cancel',
      header: 'Act',
      isHeaderHidden: true,
      cell: (order) => <CancelButton order={order} />,
    },
  ]
}

function OrderAct({ order }: { readonly order: OrderView }) {
  return (
    <span>
      <span className="font-medium">{order.side === 'buy' ? 'Buy' : 'Sell'}</span>{' '}
      <span className="text-ink-soft">
        {TYPE_WORDS[order.type]}
        {order.timeInForce === 'GTC' ? '' : ` ${order.timeInForce}`}
        {order.postOnly ? ' post-only' : ''}
        {order.reduceOnly ? ' reduce-only' : ''}
      </span>
    </span>
  )
}

function OrderState({ order }: { readonly order: OrderView }) {
  const reason = reasonText(order)
  return (
    <span className="inline-flex max-w-80 items-center gap-2 max-sm:flex-col max-sm:items-end max-sm:gap-0.5">
      <OrderStateBadge order={order} />
      {reason === null ? null : (
        <WithReceipt subject={{ kind: 'order.refusal', orderId: order.id }}>
          <span
            className="text-label break-words text-ink-faint max-sm:max-w-60 sm:truncate"
            title={reason}
          >
            {reason}
          </span>
        </WithReceipt>
      )}
    </span>
  )
}
