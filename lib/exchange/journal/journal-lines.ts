import { closeSync, openSync, readSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import type { ExchangeEvent } from '../engine/events.ts'

const CHUNK_BYTES = 1 << 20
const CHECKSUM_DIGITS = 8
const NEWLINE = 0x0a

export type JournalContent = {
  /** The events of each command, oldest first. */
  readonly commands: readonly (readonly ExchangeEvent[])[]
  /** Bytes up to the end of the last intact line. */
  readonly intactBytes: number
}

/** One command as a line: checksum, space, JSON. JSON text holds no line break. */
export function encodeLine(events: readonly ExchangeEvent[]): string {
  const text = JSON.stringify(events)
  return `${checksum(text)} ${text}\n`
}

/**
 * Reads a whole journal. The last line may be torn by a crash and is then left out. Throws when an earlier line does
 * not match its checksum: that is damage, and going on would invent balances.
 */
export function readLines(path: string): JournalContent {
  const commands: (readonly ExchangeEvent[])[] = []
  let intactBytes = 0
  let broken: number | null = null
  for (const line of linesOf(path)) {
    if (broken !== null) throw damaged(path, broken)
    const events = line.isWhole ? decodeLine(line.text) : null
    if (events === null) {
      broken = intactBytes
      continue
    }
    commands.push(events)
    intactBytes += line.bytes
  }
  return { commands, intactBytes }
}

function decodeLine(line: string): readonly ExchangeEvent[] | null {
  const text = line.slice(CHECKSUM_DIGITS + 1)
  if (line.slice(0, CHECKSUM_DIGITS) !== checksum(text)) return null
  // The checksum proves that this program wrote the line.
  return JSON.parse(text) as readonly ExchangeEvent[]
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(CHECKSUM_DIGITS, '0')
}

type Line = { readonly text: string; readonly bytes: number; readonly isWhole: boolean }

function* linesOf(path: string): Generator<Line> {
  const descriptor = openSync(path, 'r')
  const chunk = Buffer.alloc(CHUNK_BYTES)
  let rest = Buffer.alloc(0)
  for (let read = readSync(descriptor, chunk); read > 0; read = readSync(descriptor, chunk)) {
    const bytes = Buffer.concat([rest, chunk.subarray(0, read)])
    let start = 0
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      yield { text: bytes.toString('utf8', start, end), bytes: end + 1 - start, isWhole: true }
      start = end + 1
    }
    rest = bytes.subarray(start)
  }
  closeSync(descriptor)
  if (rest.length > 0) yield { text: '', bytes: rest.length, isWhole: false }
}

function damaged(path: string, offset: number): Error {
  return new Error(
    `${path} is damaged at byte ${offset}: a line does not match its checksum though others follow. ` +
      'Restore the file from a backup, or move it away to start an empty exchange.',
  )
}
