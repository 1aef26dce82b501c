import { text } from 'node:stream/consumers'
import { startPostgres } from '#desk/postgres/start-postgres.ts'
import {
  parseTruebookCommand,
  TRUEBOOK_HELP,
  type TruebookCommand,
} from '#desk/truebook-options.ts'
import { runCertification } from '#runtime/run-certification.ts'

/** The command line for operators: `venue certify`. Exit codes: 0 done, 1 not certified or failed, 2 misused. */
const EXIT_FAILED = 1
const EXIT_MISUSED = 2
const DATABASE = 'truebook'

async function main(): Promise<number> {
  let command: TruebookCommand
  try {
    command = parseTruebookCommand(process.argv.slice(2), process.cwd())
  } catch (error) {
    process.stderr.write(`truebook: ${messageOf(error)}\n\n${TRUEBOOK_HELP}`)
    return EXIT_MISUSED
  }
  if (command.kind === 'help') {
    process.stdout.write(TRUEBOOK_HELP)
    return 0
  }
  return certify(command)
}

async function certify(command: Extract<TruebookCommand, { kind: 'certify' }>): Promise<number> {
  const secret = await readSecret()
  const database = await openDeskDatabase(command.folder)
  try {
    const { venueId, market } = command
    const report = (check: string, failure: string | null) =>
      process.stdout.write(
        failure === null ? `  kept    ${check}\n` : `  BROKEN  ${check}: ${failure}\n`,
      )
    const { isCertified } = await runCertification({
      databaseUrl: database.url,
      venueId,
      market,
      secret,
      report,
    })
    const verdict = isCertified
      ? `${venueId} is certified: accounts with LIVE_TRADING=1 may trade there.\n`
      : `${venueId} is not certified, and stays read-only.\n`
    process.stdout.write(verdict)
    return isCertified ? 0 : EXIT_FAILED
  } finally {
    await database.close()
  }
}

/** From standard input: a command line is seen by everybody on the machine and kept in the shell's history. */
async function readSecret() {
  if (process.stdin.isTTY)
    process.stderr.write('API key, secret (and passphrase), a line each, then Ctrl-D:\n')
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

/** The desk's own server, which is left running if it runs. */
async function openDeskDatabase(folder: string) {
  const url = process.env['DATABASE_URL']
  if (url) return { url, close: async () => undefined }
  const server = await startPostgres({ folder })
  return {
    url: server.urlOf('app', DATABASE),
    close: async () => (server.isAdopted ? undefined : server.stop()),
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`truebook: ${messageOf(error)}\n`)
    process.exit(EXIT_FAILED)
  },
)
