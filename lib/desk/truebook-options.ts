import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

export type TruebookCommand =
  | { readonly kind: 'help' }
  | {
      readonly kind: 'certify'
      readonly venueId: string
      /** Absolute path of the desk's data folder. */
      readonly folder: string
      /** `BASE-QUOTE`. */
      readonly market: string
    }

const DEFAULT_MARKET = 'BTC-USDT'
const MARKET = /^[A-Z0-9]+-[A-Z0-9]+$/

export const TRUEBOOK_HELP = `Usage: npm run truebook -- venue certify NAME --testnet [options]

Shows at the venue itself that Truebook's adapter keeps its promises, with the smallest orders there are, and
writes the dated certificate that unlocks live orders there. The key is read from standard input, never from
the command line: the API key on the first line, its secret on the second, a passphrase on the third where the
venue has one.

  --testnet               required: certification sends orders
  --instrument BASE-QUOTE what it trades (default ${DEFAULT_MARKET}); the account needs a little of QUOTE
  --data DIR              the desk's data folder (default .truebook)
  --help                  this text

Uses the desk's own PostgreSQL, or the server of DATABASE_URL where that is set.
`

/** Reads the command line; throws with a message for the person who typed it. Paths are relative to `cwd`. */
export function parseTruebookCommand(parameters: readonly string[], cwd: string): TruebookCommand {
  const { values, positionals } = parseArgs({
    args: [...parameters],
    strict: true,
    allowPositionals: true,
    options: {
      testnet: { type: 'boolean', default: false },
      instrument: { type: 'string', default: DEFAULT_MARKET },
      data: { type: 'string', default: '.truebook' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return { kind: 'help' }
  const [noun, verb, venueId, ...rest] = positionals
  if (noun !== 'venue' || verb !== 'certify' || venueId === undefined || rest.length > 0) {
    throw new Error(`expected "venue certify NAME", found "${positionals.join(' ')}"`)
  }
  if (!values.testnet) {
    throw new Error(
      'expected --testnet: certification sends orders, and real money is not for trying',
    )
  }
  if (!MARKET.test(values.instrument)) {
    throw new Error(
      `--instrument expects BASE-QUOTE such as BTC-USDT, found "${values.instrument}"`,
    )
  }
  const folder = resolve(cwd, values.data)
  return { kind: 'certify', venueId, folder, market: values.instrument }
}
