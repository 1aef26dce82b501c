import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { backupFileName, listBackups, walFolderOf, writeLabel } from './backup-files.ts'
import { backupsToKeep, KEPT, keepBackups } from './keep-backups.ts'

const DAY_MS = 86_400_000
const LAST = Date.UTC(2026, 10, 21, 2, 15)

/** One a night, for so many nights, the last one on 21 November 2026. */
function nightly(nights: number) {
  return Array.from({ length: nights }, (_, i) => {
    const takenAt = new Date(LAST - (nights - 1 - i) * DAY_MS)
    return { name: backupFileName(takenAt), takenAt }
  })
}

test('of two years of nights there stay 7 days, 5 weeks and 12 months', () => {
  const kept = [...backupsToKeep(nightly(730))].sort()
  expect(kept).toEqual(
    [
      ...['20251231', '20260131', '20260228', '20260331', '20260430', '20260531', '20260630'],
      ...['20260731', '20260831', '20260930', '20261025', '20261031', '20261101', '20261108'],
      ...['20261115', '20261116', '20261117', '20261118', '20261119', '20261120', '20261121'],
    ].map((day) => `truebook-${day}T021500Z.tar.zst.age`),
  )
})

test('what is kept tonight was kept yesterday: nothing is missed for having been removed too early', () => {
  const every = nightly(500)
  let folder = every.slice(0, 1)
  for (let night = 2; night <= 500; night += 1) {
    const kept = backupsToKeep(folder)
    const all = every.slice(0, night)
    folder = all.filter(({ name }, i) => kept.has(name) || i === all.length - 1)
  }
  expect(backupsToKeep(folder)).toEqual(backupsToKeep(every))
  expect(folder.length).toBeLessThanOrEqual(KEPT.days + KEPT.weeks + KEPT.months + 1)
})

const folder = mkdtempSync(join(tmpdir(), 'truebook-keep-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('the log stays as far back as the kept days need it, and what is not ours is left alone', () => {
  const backups = nightly(9)
  backups.forEach(({ name, takenAt }, i) => {
    writeFileSync(join(folder, name), '')
    writeLabel(join(folder, name), {
      format: 1,
      takenAt: takenAt.toISOString(),
      appVersion: '0.1.0',
      postgresMajor: '18',
      walFrom: segment(10 * i),
      sizeBytes: 0,
      sha256: '0'.repeat(64),
      ledgerHash: '0'.repeat(64),
    })
  })
  writeFileSync(join(folder, 'notes.txt'), 'mine')
  mkdirSync(walFolderOf(folder))
  for (let n = 0; n < 90; n += 1)
    writeFileSync(join(walFolderOf(folder), `${segment(n)}.zst.age`), '')

  // 14 November is of the days no more, and of its week the 15th is the newest.
  expect(keepBackups(folder)).toEqual([backups[0]?.name, backups[1]?.name])
  expect(listBackups(folder)).toEqual(backups.slice(2))
  expect(readdirSync(folder)).toContain('notes.txt')
  expect(readdirSync(walFolderOf(folder)).sort()[0]).toBe(`${segment(20)}.zst.age`)
})

function segment(n: number): string {
  return `00000001${'0'.repeat(8)}${n.toString(16).toUpperCase().padStart(8, '0')}`
}
