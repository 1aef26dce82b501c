import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type BackupFile, labelPath, listBackups, readLabel, walFolderOf } from './backup-files.ts'
import { forgetWal } from './wal-archive.ts'
import { walPlace } from './wal-names.ts'

/** How many days, weeks and months each keep their newest backup. */
export const KEPT = { days: 7, weeks: 5, months: 12 } as const

const DAY_MS = 86_400_000

/** The backups to keep: the newest of each of the last days, weeks and months that have one. */
export function backupsToKeep(backups: readonly BackupFile[]): ReadonlySet<string> {
  return new Set([
    ...newestOfEach(backups, dayOf, KEPT.days),
    ...newestOfEach(backups, weekOf, KEPT.weeks),
    ...newestOfEach(backups, monthOf, KEPT.months),
  ])
}

/**
 * Removes the backups of a folder that are not to be kept, and the log that only they needed; answers their names.
 * The log is kept for the days, so that each of those can still be brought up to any minute.
 */
export function keepBackups(folder: string): readonly string[] {
  const backups = listBackups(folder)
  const kept = backupsToKeep(backups)
  const removed = backups.filter(({ name }) => !kept.has(name))
  for (const { name } of removed) {
    const file = join(folder, name)
    for (const path of [file, labelPath(file)]) rmSync(path, { force: true })
  }
  const days = newestOfEach(backups, dayOf, KEPT.days)
  const firsts = days
    .filter((name) => existsSync(labelPath(join(folder, name))))
    .map((name) => readLabel(join(folder, name)).walFrom)
    .sort((a, b) => walPlace(a) - walPlace(b))
  const [before] = firsts
  if (before !== undefined) forgetWal(walFolderOf(folder), before)
  return removed.map(({ name }) => name)
}

function newestOfEach(
  backups: readonly BackupFile[],
  periodOf: (takenAt: Date) => string,
  count: number,
): readonly string[] {
  const newest = new Map<string, string>()
  for (const { name, takenAt } of backups) newest.set(periodOf(takenAt), name)
  return [...newest.values()].slice(-count)
}

function dayOf(takenAt: Date): string {
  return takenAt.toISOString().slice(0, 10)
}

/** The Monday that the week began with. */
function weekOf(takenAt: Date): string {
  const daysSinceMonday = (takenAt.getUTCDay() + 6) % 7
  return dayOf(new Date(takenAt.getTime() - daysSinceMonday * DAY_MS))
}

function monthOf(takenAt: Date): string {
  return takenAt.toISOString().slice(0, 7)
}
