import * as z from 'zod'
import { instrumentId } from '#api/codecs/market.ts'
import type { InstrumentId } from '#core/market/instrument.ts'
import { ORDER_SIDES } from '#core/orders/order.ts'
import type { Press } from './stores/ticket.ts'

/** Windows of one group show one market. A group has a letter beside its colour. */
export const LINK_GROUPS = ['A', 'B', 'C', 'D'] as const
export type LinkGroup = (typeof LINK_GROUPS)[number]

const CHANNEL = 'truebook.link'

/** Windows of another release may say what we do not know: that is not heard. */
const message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('market'), group: z.enum(LINK_GROUPS), instrumentId }),
  z.object({
    kind: z.literal('level'),
    group: z.enum(LINK_GROUPS),
    instrumentId,
    side: z.enum(ORDER_SIDES),
    limitPrice: z.string(),
  }),
])

export type LinkListener = {
  /** Another window of the group chose a market. */
  onMarket(instrumentId: InstrumentId): void
  /** Another window of the group picked a price of a market for the ticket. */
  onLevel(instrumentId: InstrumentId, press: Press): void
}

export type Link = {
  tellMarket(instrumentId: InstrumentId): void
  tellLevel(instrumentId: InstrumentId, press: Press): void
  close(): void
}

/** Joins a group of this browser's windows. Nothing that is told over it sends an order. */
export function joinLink(group: LinkGroup, { onMarket, onLevel }: LinkListener): Link {
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = (event) => {
    const told = message.safeParse(event.data)
    if (!told.success || told.data.group !== group) return
    const { data } = told
    if (data.kind === 'market') onMarket(data.instrumentId)
    else onLevel(data.instrumentId, { side: data.side, limitPrice: data.limitPrice })
  }
  return {
    tellMarket: (chosen) => channel.postMessage({ kind: 'market', group, instrumentId: chosen }),
    tellLevel: (chosen, press) =>
      channel.postMessage({ kind: 'level', group, instrumentId: chosen, ...press }),
    close: () => channel.close(),
  }
}

export function linkGroupOf(text: string | readonly string[] | null | undefined): LinkGroup | null {
  return LINK_GROUPS.find((group) => group === text) ?? null
}
