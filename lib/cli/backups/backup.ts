import { join, resolve } from 'node:path'
import { BACKUP_FOLDER, backUpDesk } from '#desk/backup/back-up-desk.ts'
import { IDENTITY_FILE, RECIPIENT_FILE } from '#desk/backup/backup-key.ts'
import { cliCommand, EXIT_DONE, UsageError } from '../cli-command.ts'
import { DATA_OPTION, ROOT } from './backup-options.ts'
import { describeVerified } from './describe-verified.ts'

export const backup = cliCommand({
  words: ['backup'],
  summary: 'Back the desk up, running or not, and restore the backup to see that it is one',
  usage: '[--data DIR] [--to DIR] [--unverified]',
  example: '--data .truebook --to /mnt/backups',
  details: `Sealed with age to the recipients in DIR/${RECIPIENT_FILE} (a line each, age1...), whose secret keys belong on
another machine. Without that file the desk makes a key of its own, DIR/${IDENTITY_FILE}: move it away.
The newest of 7 days, 5 weeks and 12 months are kept. A server of DATABASE_URL is not ours to back up.`,
  options: {
    data: DATA_OPTION,
    to: {
      type: 'string',
      placeholder: 'DIR',
      summary: `where to write it (default: ${BACKUP_FOLDER} in the data folder)`,
    },
    unverified: { type: 'boolean', summary: 'do not restore it into a scratch cluster' },
    nightly: { type: 'boolean', summary: 'written down as the nightly one' },
    json: { type: 'boolean', summary: 'one JSON document instead of text' },
  },
  async run({ positionals, values, cwd, out }) {
    if (positionals.length > 0) throw new UsageError(`expected no "${positionals.join(' ')}"`)
    const folder = resolve(cwd, values.data)
    const done = await backUpDesk({
      root: ROOT,
      folder,
      to: values.to === undefined ? join(folder, BACKUP_FOLDER) : resolve(cwd, values.to),
      kind: values.nightly ? 'NIGHTLY' : 'COMMAND',
      isVerified: !values.unverified,
    })
    out(values.json ? `${JSON.stringify(done)}\n` : told(done, folder))
    return EXIT_DONE
  },
})

function told(
  { file, label, verified, isKeyHere, removed }: Awaited<ReturnType<typeof backUpDesk>>,
  folder: string,
): string {
  const key = isKeyHere
    ? [`its key lies on this machine: move ${join(folder, IDENTITY_FILE)} away from it`]
    : []
  const lines = [
    file,
    `${label.sizeBytes} bytes, ledger ${label.ledgerHash}`,
    verified === null ? 'not restored: it is not known to be a backup' : describeVerified(verified),
    ...removed.map((name) => `removed ${name}`),
    ...key,
  ]
  return `${lines.join('\n')}\n`
}
