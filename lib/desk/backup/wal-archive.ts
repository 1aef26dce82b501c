import {
  chownSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { postgresAccount } from '../postgres/system-account.ts'
import { openSealed, writeSealed } from './sealed-file.ts'
import { isWalSegment, walPlace } from './wal-names.ts'

const SUFFIX = '.zst.age'
const OWNER_ONLY = 0o700
const ENTERABLE = 0o711
/** A segment is handed over when it is full, or so long after something was written to it. */
export const ARCHIVE_EVERY_SECONDS = 60
/** What PostgreSQL hands over: segments, histories of timelines, marks of backups. */
const HANDED_OVER = /^[0-9A-F]{8}([0-9A-F]{16}(\.[0-9A-F]{8}\.backup)?|\.history)$/

/**
 * The settings with which a server hands its log over, copied and on disk, into a folder of its own account. Empty
 * where there is no shell to do that: there a desk has its nightly backups alone.
 */
export function archiveSettings(stage: string): readonly string[] {
  if (process.platform === 'win32') return []
  const copy = `dd if="%p" of="${stage}/%f.part" bs=1048576 conv=fsync 2>/dev/null`
  return [
    'archive_mode=on',
    `archive_timeout=${ARCHIVE_EVERY_SECONDS}`,
    `archive_command=${copy} && mv "${stage}/%f.part" "${stage}/%f"`,
  ]
}

/** Where a server hands its log over, readable by nobody else. */
export function makeStage(dataFolder: string): string {
  const stage = `${dataFolder}-log`
  const account = postgresAccount()
  mkdirSync(dirname(stage), { recursive: true, mode: ENTERABLE })
  mkdirSync(stage, { recursive: true, mode: OWNER_ONLY })
  if (account !== null) chownSync(stage, account.uid, account.gid)
  return stage
}

/** Seals what was handed over and takes it from the stage; answers how many that were. Safe to repeat. */
export async function sealWal({
  stage,
  wal,
  recipients,
}: {
  readonly stage: string
  readonly wal: string
  readonly recipients: readonly string[]
}): Promise<number> {
  const names = readdirSync(stage)
    .filter((name) => HANDED_OVER.test(name))
    .sort()
  if (names.length > 0) mkdirSync(wal, { recursive: true, mode: OWNER_ONLY })
  for (const name of names) {
    const path = join(stage, name)
    await writeSealed(join(wal, `${name}${SUFFIX}`), createReadStream(path), recipients)
    rmSync(path)
  }
  return names.length
}

/** Opens the log from a segment on, for a server that recovers. */
export async function openWal({
  wal,
  from,
  into,
  identities,
}: {
  readonly wal: string
  readonly from: string
  readonly into: string
  readonly identities: readonly string[]
}): Promise<void> {
  mkdirSync(into, { mode: OWNER_ONLY })
  const names = sealedNames(wal).filter((name) => !isWalSegment(name) || isSince(name, from))
  refuseHole(names.filter(isWalSegment))
  for (const name of names) {
    const opened = await openSealed(join(wal, `${name}${SUFFIX}`), identities)
    await pipeline(opened, createWriteStream(join(into, name), { mode: 0o600 }))
  }
}

/** Removes the segments that no kept backup needs any more. */
export function forgetWal(wal: string, before: string): void {
  const old = sealedNames(wal).filter((name) => isWalSegment(name) && !isSince(name, before))
  for (const name of old) rmSync(join(wal, `${name}${SUFFIX}`))
}

/** A server that recovers stops at a missing segment without a word, and everything after it would be lost. */
function refuseHole(segments: readonly string[]): void {
  const places = [...new Set(segments.map(walPlace))].sort((a, b) => a - b)
  const hole = places.findIndex((place, i) => i > 0 && place !== (places[i - 1] ?? 0) + 1)
  if (hole === -1) return
  const after = segments.find((name) => walPlace(name) === places[hole - 1])
  throw new Error(
    `the log has a hole after ${after}: restore the moment of a backup alone, or move what follows the hole away`,
  )
}

function sealedNames(wal: string): readonly string[] {
  if (!existsSync(wal)) return []
  return readdirSync(wal)
    .filter((name) => name.endsWith(SUFFIX))
    .map((name) => name.slice(0, -SUFFIX.length))
    .sort()
}

function isSince(name: string, from: string): boolean {
  return walPlace(name) >= walPlace(from)
}
