/**
 * How long a backup takes, and how soon a desk is there again from one: `npm run bench -- backup [--gb 1]`. A
 * database of so many gigabytes of orders, fills and ledger; one backup, one verification, one restore with its
 * files synced to disk, and the same for ten gigabytes as a straight line would have it.
 */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { restoreDesk } from '#desk/backup/restore-desk.ts'
import { takeBackup } from '#desk/backup/take-backup.ts'
import { verifyBackup } from '#desk/backup/verify-backup.ts'
import { openBackedUpDesk } from '../test/backed-up-desk.ts'
import { fillDesk } from './backup/fill-desk.ts'
import { writeAnew } from './backup/write-anew.ts'
import { type BenchRow, publishReport } from './report.ts'

const GIB = 2 ** 30
/** The promise is for ten gigabytes. */
const PROMISED_GB = 10
const RTO_SECONDS_MAX = 15 * 60

const { values } = parseArgs({
  options: { gb: { type: 'string', default: '1' }, json: { type: 'boolean', default: false } },
})
const gigabytes = Number(values.gb)

await using desk = await openBackedUpDesk()
await fillDesk(desk, gigabytes * GIB)
const seconds = async <T>(work: () => Promise<T>): Promise<[number, T]> => {
  const startedAt = performance.now()
  const result = await work()
  return [(performance.now() - startedAt) / 1000, result]
}
const to = join(desk.home, 'backups')
const recipients = [desk.recipient]
const identities = [desk.identity]
const [takenIn, { file }] = await seconds(() =>
  takeBackup({ ...desk, to, recipients, takenAt: new Date() }),
)
const [verifiedIn, { complaints }] = await seconds(() => verifyBackup({ file, identities }))
const [restoredIn] = await seconds(() =>
  restoreDesk({ file, identities, folder: join(desk.home, 'again'), wal: null }),
)
const anewIn = await writeAnew(desk.superuserUrl)
const scale = PROMISED_GB / gigabytes
const row = (metric: string, unit: string, value: number, target: number | null): BenchRow => ({
  case: metric.includes('10 GB') ? 'extrapolated' : `${gigabytes} GB`,
  metric,
  unit,
  value,
  floor: null,
  target,
  better: 'lower',
})
publishReport(
  {
    name: 'backup',
    method: [
      'one database of orders, fills and ledger; restored with its files on disk, its log replayed, past recovery',
      'extrapolated: ten times the measured seconds, as reading, opening and writing grow with the bytes',
    ],
    parity: complaints.length === 0,
    rows: [
      row('backup taken', 's', takenIn, null),
      row('backup on disk', 'MiB', statSync(file).size / 2 ** 20, null),
      row('verified', 's', verifiedIn, null),
      row('restored', 's', restoredIn, RTO_SECONDS_MAX / scale),
      row('the same rows and indexes written anew', 's', anewIn, null),
      row('restored, 10 GB', 's', restoredIn * scale, RTO_SECONDS_MAX),
    ],
  },
  process.argv,
)
for (const complaint of complaints) process.stderr.write(`${complaint}\n`)
