import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

export type DeskOptions = {
  /** Absolute path of the folder that holds everything the desk must not lose. */
  readonly folder: string
  readonly port: number
  readonly isDemo: boolean
  readonly isExternal: boolean
  /** `FILE`, `FILE:SYMBOL` or `live:VENUE`; null for the simulated market. */
  readonly feed: string | null
}

export const DEFAULT_PORT = 3000
const PORT_MAX = 65_535
const SYMBOL_SUFFIX = /^(.+):([A-Z0-9]+-[A-Z0-9]+)$/

export const DESK_HELP = `Usage: npm run desk -- [options]

  --data DIR      where the desk keeps its data (default .truebook)
  --port N        the port of the pages, on this machine (default ${DEFAULT_PORT})
  --demo          first start: a demo firm with clients and people (the default)
  --no-demo       first start: nothing but a set-up page and a one-time token
  --external      use the PostgreSQL server of DATABASE_URL instead of the embedded one
  --feed FILE[:SYMBOL]   prices from a file of candles or trades, at wall-clock speed
  --feed live:VENUE      prices mirrored from a venue's public market data
  --help          this text

Ctrl-C stops everything in order. The data folder is never deleted.
`

/** Reads the command line; throws with a message for the person who typed it. Paths are relative to `cwd`. */
export function parseDeskOptions(
  parameters: readonly string[],
  cwd: string,
): DeskOptions | { readonly kind: 'help' } {
  const { values } = parseArgs({
    args: [...parameters],
    strict: true,
    allowNegative: true,
    options: {
      data: { type: 'string', default: '.truebook' },
      port: { type: 'string', default: String(DEFAULT_PORT) },
      demo: { type: 'boolean', default: true },
      external: { type: 'boolean', default: false },
      feed: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return { kind: 'help' }
  return {
    folder: resolve(cwd, values.data),
    port: parsePort(values.port),
    isDemo: values.demo,
    isExternal: values.external,
    feed: values.feed === undefined ? null : resolveFeed(values.feed, cwd),
  }
}

function parsePort(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port <= PORT_MAX) return port
  throw new Error(`--port expects a number from 1 to ${PORT_MAX}, found "${text}"`)
}

function resolveFeed(feed: string, cwd: string): string {
  if (feed.startsWith('live:')) return feed
  const [, file = feed, symbol] = SYMBOL_SUFFIX.exec(feed) ?? []
  const path = resolve(cwd, file)
  if (!existsSync(path)) throw new Error(`--feed names a file that does not exist: ${path}`)
  return symbol === undefined ? path : `${path}:${symbol}`
}
