import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { walFolderOf } from '#desk/backup/backup-files.ts'
import { restoreDesk } from '#desk/backup/restore-desk.ts'
import { cliCommand, EXIT_DONE, onlyPositional, UsageError } from '../cli-command.ts'
import { IDENTITY_OPTION, identitiesFor } from './backup-options.ts'

export const restore = cliCommand({
  words: ['restore'],
  summary: 'Restore a backup, and the log after it, into a new data folder',
  usage: 'FILE --data NEWDIR [--identity KEYFILE] [--wal DIR | --moment]',
  example: 'truebook-20261121T021500Z.tar.zst.age --data .truebook-2 --identity key.txt',
  details: `Stop the old desk first: two desks on one venue account are two. Then start the new one with
npm run desk -- --data NEWDIR. Its runner sends nothing for an account until its books are proven against the
venue, which knows more than the backup does; everybody signs in again.`,
  options: {
    data: { type: 'string', placeholder: 'NEWDIR', summary: 'a folder that does not exist yet' },
    identity: IDENTITY_OPTION,
    wal: {
      type: 'string',
      placeholder: 'DIR',
      summary: 'the log after the backup (default: wal beside it)',
    },
    moment: { type: 'boolean', summary: 'without the log: as it was at the moment of the backup' },
  },
  async run(invocation) {
    const { values, cwd, out } = invocation
    const file = resolve(cwd, onlyPositional(invocation, 'FILE'))
    if (values.data === undefined) throw new UsageError('expected --data NEWDIR, found nothing')
    const folders = [dirname(file), dirname(dirname(file))]
    const identities = identitiesFor({ named: values.identity, folders }, cwd)
    const beside = walFolderOf(dirname(file))
    const given = values.wal === undefined ? beside : resolve(cwd, values.wal)
    const folder = resolve(cwd, values.data)
    const restored = await restoreDesk({
      file,
      identities,
      folder,
      wal: values.moment || !existsSync(given) ? null : given,
    })
    out(
      [
        `${folder} is the desk of ${restored.lastCommitAt ?? restored.takenAt}, restored in ${(restored.tookMs / 1000).toFixed(1)} s`,
        `${restored.accounts} accounts wait for a proof of their books before they trade`,
        `npm run desk -- --data ${folder}`,
        '',
      ].join('\n'),
    )
    return EXIT_DONE
  },
})
