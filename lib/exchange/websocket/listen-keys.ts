import { randomBytes } from 'node:crypto'
import { ApiError } from '../api-error.ts'
import type { Account } from '../engine/account.ts'
import type { ListenKeys } from '../rest/endpoint.ts'

const VALID_MS = 60 * 60_000
const KEY_BYTES = 32
export const LISTEN_KEYS_MAX = 10_000

type Entry = { readonly accountId: number; validUntil: number }

/** The older way to the user stream: a key made over REST that is the stream's name. One per account, an hour long. */
export class ListenKeyRegistry implements ListenKeys {
  private readonly entries = new Map<string, Entry>()
  private readonly now: () => number

  constructor(now: () => number) {
    this.now = now
  }

  create(account: Account): string {
    const validUntil = this.now() + VALID_MS
    for (const [listenKey, entry] of this.entries) {
      if (entry.validUntil < this.now()) this.entries.delete(listenKey)
      else if (entry.accountId === account.id) {
        entry.validUntil = validUntil
        return listenKey
      }
    }
    if (this.entries.size >= LISTEN_KEYS_MAX) throw new ApiError(-1003, 'Too many listen keys.')
    const listenKey = randomBytes(KEY_BYTES).toString('hex')
    this.entries.set(listenKey, { accountId: account.id, validUntil })
    return listenKey
  }

  extend(account: Account, listenKey: string): void {
    this.entry(account, listenKey).validUntil = this.now() + VALID_MS
  }

  close(account: Account, listenKey: string): void {
    this.entry(account, listenKey)
    this.entries.delete(listenKey)
  }

  /** The account a stream name stands for, or null when it is no valid listen key. */
  accountOf(listenKey: string): number | null {
    const entry = this.entries.get(listenKey)
    return entry === undefined || entry.validUntil < this.now() ? null : entry.accountId
  }

  private entry(account: Account, listenKey: string): Entry {
    const entry = this.entries.get(listenKey)
    if (entry === undefined || entry.accountId !== account.id) {
      throw new ApiError(-1125, 'This listenKey does not exist.')
    }
    return entry
  }
}
