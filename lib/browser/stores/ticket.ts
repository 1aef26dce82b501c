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

/** A price that was pressed while armed: the ticket sends it, at its own size, if it still is armed then. */
export type Press = { readonly side: OrderSide; readonly limitPrice: string }

type TicketStore = {
  readonly form: TicketForm
  /** Whose money; null until somebody says so or there is just one choice. */
  readonly accountId: string | null
  readonly press: Press | null
  change(change: Partial<TicketForm>): void
  /** A price picked from the book or the tape. A market order becomes a limit order. */
  pickPrice(price: string): void
  /** A price picked with its side, from the ladder. */
  pickLevel(press: Press): void
  /** Asks the ticket to send an order at once. Only where one-press sending is armed. */
  send(press: Press): void
  /** The ticket has seen the press. */
  takePress(): void
  chooseAccount(accountId: string | null): void
  /** For another market or another account: nothing typed for one may be sent to another. */
  clear(): void
}

/** The intention of the order ticket; the book and the tape may pick its price. */
export const useTicket = create<TicketStore>()((set) => ({
  form: EMPTY_TICKET,
  accountId: null,
  press: null,
  change: (change) => set(({ form }) => ({ form: { ...form, ...change } })),
  pickPrice: (limitPrice) =>
    set(({ form }) => ({
      form: { ...form, limitPrice, type: form.type === 'market' ? 'limit' : form.type },
    })),
  pickLevel: ({ side, limitPrice }) =>
    set(({ form }) => ({
      form: { ...form, side, limitPrice, type: form.type === 'market' ? 'limit' : form.type },
    })),
  send: (press) => set({ press }),
  takePress: () => set({ press: null }),
  chooseAccount: (accountId) => set({ accountId }),
  clear: () => set({ form: EMPTY_TICKET, press: null }),
}))
