import { counted } from '#components/ui/counted.ts'
import { UNKNOWN_TEXT } from '#components/ui/money-text.ts'
import { bytesText } from './bytes-text.ts'

type Detail = Readonly<Record<string, unknown>>

/** What a process says of itself, in one line: `2 accounts · 1 in flight`. What is as always is not said. */
export function detailText(detail: Detail): string {
  const parts = Object.entries(detail).flatMap(([name, value]) => {
    const text = (PARTICULARS[name] ?? plainText)(value, name)
    return text === null ? [] : [text]
  })
  return parts.length === 0 ? UNKNOWN_TEXT : parts.join(' · ')
}

/** What processes are known to tell, each in words; null where there is nothing to say. */
const PARTICULARS: Readonly<Record<string, (value: unknown, name: string) => string | null>> = {
  isListening: (value) => (value === true ? 'listening' : 'not listening'),
  sockets: (value) => countText(value, 'socket'),
  accountChannels: (value) => countText(value, 'account channel'),
  marketChannels: (value) => countText(value, 'market channel'),
  accounts: (value) => countText(value, 'account'),
  online: (value) => `${value} online`,
  inFlight: (value) => `${value} in flight`,
  lostMs: (value) => someText(value, 'stream', 'lost'),
  breakers: (value) => someText(value, 'circuit', 'not closed'),
  rssBytes: (value) => (typeof value === 'number' ? `${bytesText(value)} of memory` : null),
  diskFreeRatio: (value) =>
    typeof value === 'number' ? `${Math.floor(value * 100)} % of the disk free` : null,
  /** The part says it. */
  diskFreeBytes: () => null,
  /** The venues' own panel shows it. */
  clockOffsetMs: () => null,
}

function countText(value: unknown, noun: string): string {
  return typeof value === 'number' ? counted(value, noun) : plainText(value, noun)
}

/** Of a list or of named values only how many there are; nothing where there are none. */
function someText(value: unknown, noun: string, state: string): string | null {
  const count = Object.keys(value ?? {}).length
  return count === 0 ? null : `${counted(count, noun)} ${state}`
}

/** `queueLength 3` is `queue length 3`. */
function plainText(value: unknown, name: string): string {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return `${words} ${typeof value === 'string' ? value : JSON.stringify(value)}`
}
