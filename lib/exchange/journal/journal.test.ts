import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ExchangeEvent } from '../engine/events.ts'
import { JOURNAL_FILE, openJournal } from './journal.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'truebook-journal-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const fail = (error: Error) => {
  throw error
}
const reserved = (tradeId: number): ExchangeEvent => ({
  type: 'ids-reserved',
  symbol: 'BTCUSDT',
  tradeId,
})

async function write(...ids: readonly number[]): Promise<void> {
  const { journal } = openJournal(folder, fail)
  for (const id of ids) journal.append([reserved(id)])
  await journal.close()
}

function read(): number[] {
  const { journal, events } = openJournal(folder, fail)
  void journal.close()
  return Array.from(events, (event) => (event.type === 'ids-reserved' ? event.tradeId : -1))
}

test('what was synced comes back in order', async () => {
  await write(1, 2)
  await write(3)
  expect(read()).toEqual([1, 2, 3])
})

test('commands that arrive together are all durable when their wait ends', async () => {
  const { journal } = openJournal(folder, fail)
  const waits = Array.from({ length: 50 }, (_, i) => {
    journal.append([reserved(i)])
    return journal.synced()
  })
  await Promise.all(waits)
  expect(readFileSync(join(folder, JOURNAL_FILE), 'utf8').split('\n')).toHaveLength(51)
  await journal.close()
})

test('a wait that begins while a sync runs ends', async () => {
  const { journal } = openJournal(folder, fail)
  journal.append([reserved(1)])
  await new Promise((resolve) => setImmediate(resolve))
  await journal.synced()
  expect(journal.isSynced).toBe(true)
  await journal.close()
})

test('a torn last line is cut off and the journal goes on', async () => {
  await write(1, 2)
  const path = join(folder, JOURNAL_FILE)
  const bytes = readFileSync(path)
  for (let length = bytes.length - 1; length > bytes.length / 2; length--) {
    writeFileSync(path, bytes.subarray(0, length))
    expect(read()).toEqual([1])
  }
  await write(3)
  expect(read()).toEqual([1, 3])
})

test('damage before the last line is refused', async () => {
  await write(1, 2, 3)
  const path = join(folder, JOURNAL_FILE)
  const text = readFileSync(path, 'utf8')
  writeFileSync(path, text.replace('"tradeId":2', '"tradeId":9'))
  expect(() => openJournal(folder, fail)).toThrow(/damaged at byte/)
  appendFileSync(path, 'x')
  expect(() => openJournal(folder, fail)).toThrow(/damaged at byte/)
})
