import { dirname, resolve } from 'node:path'
import { startApp } from '#desk/backup/start-app.ts'
import { verifyBackup } from '#desk/backup/verify-backup.ts'
import { cliCommand, EXIT_DONE, EXIT_FAILED, onlyPositional } from '../cli-command.ts'
import { DATA_OPTION, IDENTITY_OPTION, identitiesFor, ROOT } from './backup-options.ts'
import { describeVerified } from './describe-verified.ts'

export const backupVerify = cliCommand({
  words: ['backup', 'verify'],
  summary: 'Restore a backup into a scratch cluster and compare it with what it says of itself',
  usage: 'FILE [--identity KEYFILE]',
  example: 'truebook-20261121T021500Z.tar.zst.age --identity key.txt',
  details: `Rows of every table, SHA-256 of all that moves money, every ledger transaction zero, balances the sum of their
postings, positions the sum of their fills, and the app ready on it without writing. Nothing of it stays.`,
  options: {
    data: DATA_OPTION,
    identity: IDENTITY_OPTION,
    json: { type: 'boolean', summary: 'one JSON document instead of text' },
  },
  async run(invocation) {
    const { values, cwd, out } = invocation
    const file = resolve(cwd, onlyPositional(invocation, 'FILE'))
    const folders = [resolve(cwd, values.data), dirname(file), dirname(dirname(file))]
    const identities = identitiesFor({ named: values.identity, folders }, cwd)
    const verified = await verifyBackup({ file, identities, ask: startApp(ROOT) })
    out(values.json ? `${JSON.stringify(verified)}\n` : `${describeVerified(verified)}\n`)
    return verified.complaints.length === 0 ? EXIT_DONE : EXIT_FAILED
  },
})
