import { create } from 'zustand'
import type { OrderSide, OrderType, TimeInForce } from '#core/orders/order.ts'

/** What a person is about to ask for, as typed. */
export type TicketForm = {
  readonly side: OrderSide
  readonly type: OrderType
  /** Whether the size counts the base asset or the quote asset. */
  readonly sizeUnit: 'base' | 'quote'
  readonly size: string
  readonly limitPrice: string
  readonly stopPrice: string
  readonly timeInForce: TimeInForce
  readonly isPostOnly: boolean
  readonly isReduceOnly: boolean
}

export const EMPTY_TICKET: TicketForm = {
  side: 'buy',
  type: 'limit',
  sizeUnit: 'base',
  size: '',
  limitPrice: '',
  stopPrice: '',
  timeInForce: 'GTC',
  isPostOnly: false,
  isReduceOnly: false,
}

type TicketStore = {
  readonly form: TicketForm
  change(change: Partial<TicketForm>): void
  /** A price picked from the book or the tape. A market order becomes a limit order. */
  pickPrice(price: string): void
  /** For another market or another account: nothing typed for one may be sent to another. */
  clear(): void
}

/** The intention of the order ticket; the book and the tape may pick its price. */
export const useTicket = create<TicketStore>()((set) => ({
  form: EMPTY_TICKET,
  change: (change) => set(({ form }) => ({ form: { ...form, ...change } })),
  pickPrice: (limitPrice) =>
    set(({ form }) => ({
      form: { ...form, limitPrice, type: form.type === 'market' ? 'limit' : form.type },
    })),
  clear: () => set({ form: EMPTY_TICKET }),
}))
