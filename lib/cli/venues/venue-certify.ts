import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import {
  type CliInvocation,
  cliCommand,
  EXIT_DONE,
  EXIT_FAILED,
  onlyPositional,
  UsageError,
} from '../cli-command.ts'
import { openDeskDatabase } from '../open-desk-database.ts'

const MARKET = /^[A-Z0-9]+-[A-Z0-9]+$/

const OPTIONS = {
  testnet: { type: 'boolean', summary: 'required: certification sends orders' },
  instrument: {
    type: 'string',
    default: 'BTC-USDT',
    placeholder: 'BASE-QUOTE',
    summary: 'what it trades; the account needs a little of QUOTE',
  },
  data: {
    type: 'string',
    default: '.truebook',
    placeholder: 'DIR',
    summary: "the desk's data folder",
  },
} as const

export const venueCertify = cliCommand({
  words: ['venue', 'certify'],
  summary: "Show at the venue itself that Truebook's adapter keeps its promises",
  usage: 'NAME --testnet [options]',
  example: 'binance --testnet < key.txt',
  details: `With the smallest orders there are, and writes the dated certificate that unlocks live orders there. The key
is read from standard input, never from the command line: the API key on the first line, its secret on the
second, a passphrase on the third where the venue has one.

Uses the desk's own PostgreSQL, or the server of DATABASE_URL where that is set.`,
  options: OPTIONS,
  async run(invocation) {
    const wish = certificationAsked(invocation)
    // The venues' library is heavy, and no other command needs it.
    const { runCertification } = await import('#runtime/run-certification.ts')
    const secret = await readSecret(invocation)
    const database = await openDeskDatabase(wish.folder)
    const { venueId, market } = wish
    try {
      const { isCertified } = await runCertification({
        databaseUrl: database.url,
        venueId,
        market,
        secret,
        report: (check, failure) =>
          invocation.out(
            failure === null ? `  kept    ${check}\n` : `  BROKEN  ${check}: ${failure}\n`,
          ),
      })
      const verdict = isCertified
        ? `${venueId} is certified: accounts with LIVE_TRADING=1 may trade there.\n`
        : `${venueId} is not certified, and stays read-only.\n`
      invocation.out(verdict)
      return isCertified ? EXIT_DONE : EXIT_FAILED
    } finally {
      await database.close()
    }
  },
})

type Asked = {
  readonly venueId: string
  /** Absolute path of the desk's data folder. */
  readonly folder: string
  /** `BASE-QUOTE`. */
  readonly market: string
}

/** What is to be certified, and on which desk. Throws UsageError. */
export function certificationAsked(
  invocation: Pick<CliInvocation<typeof OPTIONS>, 'positionals' | 'values' | 'cwd'>,
): Asked {
  const { values, cwd } = invocation
  const venueId = onlyPositional(invocation, 'NAME')
  if (!values.testnet) {
    throw new UsageError(
      'expected --testnet: certification sends orders, and real money is not for trying',
    )
  }
  if (!MARKET.test(values.instrument)) {
    throw new UsageError(
      `--instrument expects BASE-QUOTE such as BTC-USDT, found "${values.instrument}"`,
    )
  }
  return { venueId, folder: resolve(cwd, values.data), market: values.instrument }
}

/** From standard input: a command line is seen by everybody on the machine and kept in the shell's history. */
async function readSecret({ err }: Pick<CliInvocation, 'err'>) {
  if (process.stdin.isTTY) err('API key, secret (and passphrase), a line each, then Ctrl-D:\n')
  const [apiKey = '', apiSecret = '', passphrase = ''] = (await text(process.stdin)).split(/\r?\n/)
  if (apiKey.trim() === '' || apiSecret.trim() === '') {
    throw new Error('expected the API key and its secret on two lines of standard input')
  }
  return {
    apiKey: apiKey.trim(),
    apiSecret: apiSecret.trim(),
    passphrase: passphrase.trim() === '' ? null : passphrase.trim(),
  }
}
