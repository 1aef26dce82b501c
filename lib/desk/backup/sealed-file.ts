import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, openSync, renameSync, rmSync } from 'node:fs'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress, createZstdDecompress } from 'node:zlib'
import { Decrypter, Encrypter } from 'age-encryption'

const OWNER_ONLY = 0o600
/** Gigabytes pass in large pieces: every piece costs a round of the event loop. */
const PIECE_BYTES = 1 << 20

export type SealedFile = { readonly sizeBytes: number; readonly sha256: string }

/**
 * Writes bytes to a file that only the recipients' keys open: zstd, then age (age-encryption.org/v1). The file
 * appears whole under its name or not at all, and is on disk when this resolves.
 */
export async function writeSealed(
  path: string,
  content: AsyncIterable<Uint8Array>,
  recipients: readonly string[],
): Promise<SealedFile> {
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  const compress = createZstdCompress({ chunkSize: PIECE_BYTES })
  const compressing = pipeline(Readable.from(content, { objectMode: false }), compress)
  // Heard at once: it is awaited below, after the file is written.
  compressing.catch(() => undefined)
  const sealed = await encrypter.encrypt(webStream(compress))
  const unfinished = `${path}.${process.pid}.unfinished`
  const hash = createHash('sha256')
  let sizeBytes = 0
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      sizeBytes += chunk.length
      done(null, chunk)
    },
  })
  try {
    const file = openSync(unfinished, 'w', OWNER_ONLY)
    await pipeline(sealed, measure, createWriteStream('', { fd: file, flush: true }))
    await compressing
    renameSync(unfinished, path)
  } finally {
    rmSync(unfinished, { force: true })
  }
  return { sizeBytes, sha256: hash.digest('hex') }
}

/** What is in a sealed file. Throws where none of the identities opens it, or a byte of it is not as written. */
export async function openSealed(
  path: string,
  identities: readonly string[],
): Promise<AsyncIterable<Uint8Array>> {
  const decrypter = new Decrypter()
  for (const identity of identities) decrypter.addIdentity(identity)
  const opened = await decrypter.decrypt(
    webStream(createReadStream(path, { highWaterMark: PIECE_BYTES })),
  )
  const decompress = createZstdDecompress({ chunkSize: PIECE_BYTES })
  pipeline(opened, decompress).catch((error: Error) => decompress.destroy(error))
  return decompress
}

/** The types of Node's web streams and of the DOM's differ where the streams themselves do not. */
function webStream(stream: Readable): ReadableStream<Uint8Array> {
  return Readable.toWeb(stream) as unknown as ReadableStream<Uint8Array>
}
