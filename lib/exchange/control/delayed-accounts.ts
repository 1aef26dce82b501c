import { Accounts } from '../engine/accounts.ts'
import type { ExchangeEvent } from '../engine/events.ts'
import type { Exchange, ExchangeObserver } from '../engine/exchange.ts'
import type { Journal } from '../journal/journal.ts'
import { readLines } from '../journal/journal-lines.ts'
import type { Caller } from '../rest/endpoint.ts'
import type { Faults } from './faults.ts'

type Waiting = { readonly event: ExchangeEvent; readonly at: number }

/**
 * A copy of the accounts that lags behind, for venues whose reads are served by a slow replica. The copy is kept
 * only while such a fault is planted: it begins as the present, then receives each event late.
 */
export class DelayedAccounts implements ExchangeObserver {
  private readonly exchange: Exchange
  private readonly faults: Faults
  private readonly journal: Journal
  private readonly path: string
  private copy: Accounts | null = null
  private waiting: Waiting[] = []

  constructor(input: { exchange: Exchange; faults: Faults; journal: Journal; path: string }) {
    this.exchange = input.exchange
    this.faults = input.faults
    this.journal = input.journal
    this.path = input.path
  }

  applied(event: ExchangeEvent): void {
    if (this.copy !== null) this.waiting.push({ event, at: this.exchange.now() })
  }

  /** Begins to lag; call when a lagged-reads fault is planted. The copy starts from the journal on disk. */
  async begin(): Promise<void> {
    while (!this.journal.isSynced) await this.journal.synced()
    if (this.copy !== null) return
    const copy = new Accounts(this.exchange.instruments)
    for (const event of readLines(this.path).commands.flat()) copy.apply(event)
    this.copy = copy
  }

  /** Forgets the copy; call when no such fault is left. */
  end(): void {
    this.copy = null
    this.waiting = []
  }

  /** The caller with the account as a read may see it. */
  readable(caller: Caller): Caller {
    const lagMs = this.copy === null ? 0 : this.faults.readLagMs(caller.account.id)
    if (this.copy === null || lagMs === 0) return caller
    this.catchUp(this.copy, this.exchange.now() - lagMs)
    const account = this.copy.byId.get(caller.account.id)
    return account === undefined ? caller : { ...caller, account }
  }

  private catchUp(copy: Accounts, until: number): void {
    let due = 0
    for (const { event, at } of this.waiting) {
      if (at > until) break
      copy.apply(event)
      due += 1
    }
    this.waiting.splice(0, due)
  }
}
