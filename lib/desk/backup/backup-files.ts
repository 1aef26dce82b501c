import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeFileAtomically } from '../write-file-atomically.ts'
import { type BackupLabel, backupLabel } from './manifest.ts'

const NAME = /^truebook-(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z\.tar\.zst\.age$/
/** Where the log between the backups lies. */
export const WAL_FOLDER = 'wal'

/** `truebook-20261121T021500Z.tar.zst.age`: what it is says how to open it without us. */
export function backupFileName(takenAt: Date): string {
  const stamp = takenAt.toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '')
  return `truebook-${stamp}.tar.zst.age`
}

export type BackupFile = { readonly name: string; readonly takenAt: Date }

/** The backups in a folder, oldest first; whatever else lies there is none of ours. */
export function listBackups(folder: string): readonly BackupFile[] {
  return readdirSync(folder)
    .flatMap((name) => {
      const [, year, month, day, hour, minute, second] = NAME.exec(name) ?? []
      if (year === undefined) return []
      return [{ name, takenAt: new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) }]
    })
    .sort((a, b) => a.takenAt.getTime() - b.takenAt.getTime())
}

export function writeLabel(file: string, label: BackupLabel): void {
  writeFileAtomically(labelPath(file), `${JSON.stringify(label, null, 2)}\n`)
}

/** Throws where the file has no label, or one that says something else than a label does. */
export function readLabel(file: string): BackupLabel {
  return backupLabel.parse(JSON.parse(readFileSync(labelPath(file), 'utf8')))
}

export function labelPath(file: string): string {
  return `${file}.json`
}

export function walFolderOf(backups: string): string {
  return join(backups, WAL_FOLDER)
}
