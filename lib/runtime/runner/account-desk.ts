import type { Instrument, InstrumentId } from '#core/market/instrument.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { Lease } from '#ports/order-path-store.ts'
import type { ScopedDatabase } from '#store/database.ts'
import type { RunnableAccount } from '#store/runnable-accounts.ts'
import type { AccountContext } from '#usecases/account-context.ts'
import { openStreamWitness, type StreamWitness } from '#usecases/accounts/stream-witness.ts'
import { AwaitedAnswers } from './awaited-answers.ts'
import { Bell } from './bell.ts'
import { OrdersInFlight } from './orders-in-flight.ts'

/** A venue is asked so many things at once for one account: well below what one takes in ten seconds, 100 at Binance. */
export const ORDERS_IN_FLIGHT_MAX = 40

/** Everything that the rounds of one account share while this runner holds its lease. */
export type AccountDesk = {
  readonly ctx: AccountContext
  readonly db: ScopedDatabase
  readonly row: RunnableAccount
  readonly lease: Lease
  readonly mayTradeLive: boolean
  /** How many accounts share the venue's budget here, this one too. */
  accountsAtVenue(): number
  /** What the venue tells from before is not ours to book. */
  readonly historyFrom: UnixMs
  /** All that the venue lists. */
  readonly instruments: readonly Instrument[]
  readonly inFlight: OrdersInFlight
  /** What the venue tells both in its answers and on the stream. */
  readonly answers: AwaitedAnswers
  /** Rings when an order is due. */
  readonly ordersDue: Bell
  /** Rings when a cancel is due. */
  readonly cancelsDue: Bell
  /** Orders on their way when a cancel was asked for, maybe theirs: they can be canceled once they are there. */
  readonly cancelAfter: Set<string>
  /** Rings when fills may have been missed. */
  readonly fillsDue: Bell
  readonly doubtsDue: Bell
  /** Rings when the kill switch was pressed or released somewhere in the firm. */
  readonly killDue: Bell
  /** How often the venue was asked about an order in doubt, and when it is asked next. */
  readonly doubts: Map<string, WatchedDoubt>
  /** Rings when the books should be compared with the venue's before their time. */
  readonly proofDue: Bell
  /** Hears what the stream tells twice. */
  readonly witness: StreamWitness
  /** Where the next poll looks in any case; emptied by it. */
  readonly instrumentsDue: Set<InstrumentId>
  /** Whether the books were compared with the venue's since this runner has the account. */
  readonly recovery: { isDone: boolean }
  /** What the stream may have missed altogether; answered by a look at everything. */
  readonly gap: { isOpen: boolean }
  /** Whether the books say that no order is sent; null before the first word, whoever ran the account before. */
  readonly circuit: { isTold: boolean | null }
  /** Since when the venue's account stream is not heard; null while it is. */
  readonly stream: { lostAt: UnixMs | null }
}

/** What we know of one order in doubt; times are of the monotonic clock. */
export type WatchedDoubt = {
  readonly since: number
  readonly asks: number
  /** When the venue is asked next. */
  readonly dueAt: number
}

export function openAccountDesk(
  parts: Omit<
    AccountDesk,
    | 'inFlight'
    | 'answers'
    | 'cancelAfter'
    | 'doubts'
    | 'witness'
    | 'instrumentsDue'
    | 'recovery'
    | 'gap'
    | 'circuit'
    | 'stream'
    | `${string}Due`
  >,
): AccountDesk {
  const bell = () => new Bell(parts.ctx.clock)
  return {
    ...parts,
    inFlight: new OrdersInFlight(ORDERS_IN_FLIGHT_MAX),
    answers: new AwaitedAnswers(parts.ctx.clock),
    ordersDue: bell(),
    cancelsDue: bell(),
    cancelAfter: new Set(),
    fillsDue: bell(),
    doubtsDue: bell(),
    killDue: bell(),
    doubts: new Map(),
    proofDue: bell(),
    witness: openStreamWitness(),
    instrumentsDue: new Set(),
    recovery: { isDone: false },
    gap: { isOpen: false },
    circuit: { isTold: null },
    stream: { lostAt: parts.ctx.clock.now() },
  }
}

/** The venue filled something that we have not booked: look for it now. */
export function missFills(desk: AccountDesk, instrumentId: InstrumentId): void {
  desk.instrumentsDue.add(instrumentId)
  desk.fillsDue.ring()
}

/** The books were compared with the venue's: from here on orders are sent. */
export function readyToTrade({ recovery, ordersDue }: AccountDesk): void {
  if (recovery.isDone) return
  recovery.isDone = true
  ordersDue.ring()
}
