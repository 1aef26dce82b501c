import { basename } from 'node:path'
import type { AgentSymbol } from '../agent-port.ts'
import { FeedError } from './feed-error.ts'

export type FeedOption =
  | { readonly kind: 'live'; readonly venue: string }
  | { readonly kind: 'file'; readonly path: string; readonly symbolName: string | null }

const LIVE = /^live:(.*)$/
const VENUE = /^[a-z][a-z0-9]*$/
/** What follows the last colon names a symbol unless it could be the rest of a path. */
const FILE_AND_SYMBOL = /^(.+):([A-Za-z0-9]+[-/_]?[A-Za-z0-9]+)$/

/** Reads `live:VENUE`, `FILE` or `FILE:SYMBOL`. Throws FeedError for anything else. */
export function parseFeedOption(option: string): FeedOption {
  const venue = LIVE.exec(option)?.[1]
  if (venue !== undefined) {
    if (VENUE.test(venue)) return { kind: 'live', venue }
    throw new FeedError(`expected live:VENUE such as live:binance, found "${option}"`)
  }
  const [, path, symbolName] = FILE_AND_SYMBOL.exec(option) ?? []
  if (path !== undefined && symbolName !== undefined) return { kind: 'file', path, symbolName }
  if (option !== '') return { kind: 'file', path: option, symbolName: null }
  throw new FeedError('expected FILE, FILE:SYMBOL or live:VENUE, found nothing')
}

/** The exchange's symbol that the option or, when it is silent, the file's name speaks of. */
export function resolveSymbol(input: {
  path: string
  symbolName: string | null
  symbols: readonly AgentSymbol[]
}): AgentSymbol {
  const { path, symbolName, symbols } = input
  const find = (name: string): AgentSymbol | undefined => {
    const plain = name.replace(/[-/_]/, '').toUpperCase()
    return symbols.find((symbol) => plain === symbol.base + symbol.quote)
  }
  const known = symbols.map((symbol) => `${symbol.base}-${symbol.quote}`).join(', ')
  if (symbolName !== null) {
    const symbol = find(symbolName)
    if (symbol !== undefined) return symbol
    throw new FeedError(
      `expected a symbol of this exchange after the colon, found "${symbolName}"; use one of ${known}`,
    )
  }
  const words = basename(path)
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
  const candidates = words.flatMap((word, i) => [word, word + (words[i + 1] ?? '')])
  const guess = candidates.map(find).find((symbol) => symbol !== undefined)
  if (guess !== undefined) return guess
  throw new FeedError(
    `the name of ${basename(path)} does not say which instrument it is; ` +
      `write FILE:SYMBOL with one of ${known}`,
  )
}
