import { isAppBuilt } from '#desk/backup/start-app.ts'
import type { VerifiedBackup } from '#desk/backup/verify-backup.ts'
import { ROOT } from './backup-options.ts'

/** What a restore into a scratch cluster found, in a line or a line for each complaint. */
export function describeVerified({ complaints, facts, restoredMs }: VerifiedBackup): string {
  if (complaints.length > 0) return complaints.map((complaint) => `WRONG: ${complaint}`).join('\n')
  const rows = Object.values(facts.rows).reduce((sum, count) => sum + count, 0)
  const seconds = (restoredMs / 1000).toFixed(1)
  const app = isAppBuilt(ROOT)
    ? 'the app is ready on it'
    : 'the app was not started: its pages are not built here'
  return `restored in ${seconds} s and found whole: ${rows} rows in ${Object.keys(facts.rows).length} tables, books in balance, ledger ${facts.ledgerHash}; ${app}`
}
