import { closeSync, fdatasync, fsyncSync, mkdirSync, openSync, truncateSync, write } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ExchangeEvent } from '../engine/events.ts'
import { encodeLine, readLines } from './journal-lines.ts'

export const JOURNAL_FILE = 'journal.log'

export type OpenedJournal = {
  readonly journal: Journal
  /** Everything acknowledged before, in order. */
  readonly events: Iterable<ExchangeEvent>
}

/**
 * The exchange's memory: one line per command, each with the events it caused, so a command is remembered whole or
 * not at all. Lines written while a sync runs share the next one (group commit).
 */
export class Journal {
  private readonly descriptor: number
  private readonly onFailure: (error: Error) => void
  private pending: string[] = []
  private waiters: (() => void)[] = []
  private isDraining = false

  constructor(descriptor: number, onFailure: (error: Error) => void) {
    this.descriptor = descriptor
    this.onFailure = onFailure
  }

  /** Takes the events of one command. They are durable once `synced` resolves. */
  append(events: readonly ExchangeEvent[]): void {
    this.pending.push(encodeLine(events))
    if (!this.isDraining) this.drain()
  }

  get isSynced(): boolean {
    return !this.isDraining
  }

  /** Resolves when everything appended before the call is on disk. */
  synced(): Promise<void> {
    if (this.isSynced) return Promise.resolve()
    return new Promise((resolve) => this.waiters.push(resolve))
  }

  /** Waits for the last sync and closes the file. */
  async close(): Promise<void> {
    while (!this.isSynced) await this.synced()
    closeSync(this.descriptor)
  }

  private drain(): void {
    this.isDraining = true
    // Start on the next turn of the loop: commands that arrive together are written together.
    setImmediate(() => this.writePending())
  }

  private writePending(): void {
    const bytes = Buffer.from(this.pending.join(''))
    const waiters = this.waiters
    this.pending = []
    this.waiters = []
    this.writeAll(bytes, 0, () => {
      fdatasync(this.descriptor, (error) => {
        if (error !== null) return this.onFailure(error)
        for (const resolve of waiters) resolve()
        if (this.pending.length > 0) return this.writePending()
        this.isDraining = false
        for (const resolve of this.waiters.splice(0)) resolve()
      })
    })
  }

  private writeAll(bytes: Buffer, offset: number, done: () => void): void {
    write(this.descriptor, bytes, offset, bytes.length - offset, null, (error, written) => {
      if (error !== null) return this.onFailure(error)
      if (offset + written < bytes.length) return this.writeAll(bytes, offset + written, done)
      done()
    })
  }
}

/**
 * Opens (or begins) the journal in `folder`. A torn last line, never acknowledged, is cut off; damage anywhere else
 * is refused. `onFailure` is called when the disk fails: the exchange must stop, for it can promise nothing more.
 */
export function openJournal(folder: string, onFailure: (error: Error) => void): OpenedJournal {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, JOURNAL_FILE)
  const descriptor = openSync(path, 'a+', 0o600)
  const { commands, intactBytes } = readLines(path)
  truncateSync(path, intactBytes)
  syncFolder(dirname(path))
  return { journal: new Journal(descriptor, onFailure), events: commands.flat() }
}

/** A new file is only as durable as its folder's entry. */
function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}
