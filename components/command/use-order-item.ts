'use client'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { fromWireId, toWireId } from '#api/codecs/id.ts'
import { orderQuery } from '#browser/queries/orders.ts'
import { parseInstrumentId } from '#core/market/instrument.ts'
import type { CommandItem } from './command-item.ts'

export type FoundOrder =
  | { readonly kind: 'none' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'found'; readonly item: CommandItem }

/** The order whose id was typed or pasted. */
export function useOrderItem(query: string): FoundOrder {
  const router = useRouter()
  const orderId = fromWireId('order', query.trim().toLowerCase())
  const { data, error } = useQuery({
    ...orderQuery(orderId ?? ''),
    enabled: orderId !== null,
    retry: false,
  })
  if (orderId === null) return { kind: 'none' }
  if (data === undefined) return { kind: error === null ? 'looking' : 'unknown' }
  const { base, quote } = parseInstrumentId(data.instrumentId)
  const wireId = toWireId('order', orderId)
  return {
    kind: 'found',
    item: {
      id: `order:${wireId}`,
      kind: 'order',
      text: `${data.side === 'buy' ? 'Buy' : 'Sell'} ${base}-${quote}`,
      hint: data.state,
      run: () => router.push(`/desk/orders/${wireId}`),
    },
  }
}
