import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

export const MANIFEST_NAME = 'manifest.json'
/** Raised when an older release could not read what is written; older formats stay readable. */
const FORMAT = 1

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const facts = z.object({
  schemaVersion: z.string(),
  rows: z.record(z.string(), z.number()),
  hashes: z.object({
    audit_event: hash,
    fill: hash,
    ledger_transaction: hash,
    order: hash,
    position: hash,
    posting: hash,
    transfer: hash,
  }),
  ledgerHash: hash,
})

/** The last file of a backup: what it holds. */
export const backupManifest = z.object({
  format: z.literal(FORMAT),
  takenAt: z.iso.datetime(),
  appVersion: z.string(),
  postgresMajor: z.string(),
  /** The restore point in the log at which the facts hold. */
  moment: z.string(),
  /** The first segment of the log that a restore needs. */
  walFrom: z.string(),
  facts,
  files: z.array(z.object({ name: z.string(), sizeBytes: z.number(), sha256: hash })),
  /** Folders of the cluster, of which some are empty. */
  folders: z.array(z.string()),
})
export type BackupManifest = z.output<typeof backupManifest>

/** Beside the sealed file, readable without the key: which backup it is, and whether its bytes are whole. */
export const backupLabel = backupManifest
  .pick({ format: true, takenAt: true, appVersion: true, postgresMajor: true, walFrom: true })
  .extend({ sizeBytes: z.number(), sha256: hash, ledgerHash: hash })
export type BackupLabel = z.output<typeof backupLabel>

export const MANIFEST_FORMAT = FORMAT

/** The version of this checkout. */
export function appVersionOf(root: string): string {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version ?? ''
}
