import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import type { BackupManifest } from './manifest.ts'
import { tarHeader, tarPadding } from './tar.ts'

export type PackedFile = BackupManifest['files'][number]

const CHUNK_BYTES = 1 << 20

/**
 * A file as the tar has it. One that others write to meanwhile is packed as long as it was at first, and one that
 * became shorter is filled up with zeros: the log repairs both. One that is gone is left out.
 */
export async function* packFile(
  path: string,
  name: string,
  onPacked: (file: PackedFile) => void,
): AsyncGenerator<Uint8Array> {
  await using file = await openOrNull(path)
  if (file === null) return
  const { size: sizeBytes } = await file.stat()
  const hash = createHash('sha256')
  yield tarHeader({ name, sizeBytes })
  for (let at = 0; at < sizeBytes; ) {
    const chunk = Buffer.alloc(Math.min(CHUNK_BYTES, sizeBytes - at))
    await readInto(file, chunk, at)
    hash.update(chunk)
    at += chunk.length
    yield chunk
  }
  yield tarPadding(sizeBytes)
  onPacked({ name, sizeBytes, sha256: hash.digest('hex') })
}

/** A text of our own as the tar has it. */
export function* packText(
  text: string,
  name: string,
  onPacked: (file: PackedFile) => void,
): Generator<Uint8Array> {
  const bytes = Buffer.from(text)
  yield tarHeader({ name, sizeBytes: bytes.length })
  yield bytes
  yield tarPadding(bytes.length)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  onPacked({ name, sizeBytes: bytes.length, sha256 })
}

async function readInto(file: FileHandle, chunk: Buffer, position: number): Promise<void> {
  for (let at = 0; at < chunk.length; ) {
    const { bytesRead } = await file.read(chunk, at, chunk.length - at, position + at)
    if (bytesRead === 0) return
    at += bytesRead
  }
}

async function openOrNull(path: string): Promise<FileHandle | null> {
  try {
    return await open(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
