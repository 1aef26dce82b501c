import { parseTarHeader, TAR_BLOCK_BYTES, type TarHeader } from './tar.ts'

export type TarFile = TarHeader & {
  /** Its bytes, to be read before the next file is asked for. */
  readonly content: AsyncIterable<Buffer>
}

/** The files of an archive, one after the other. Throws when the archive ends before its end. */
export async function* readTar(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<TarFile> {
  const source = new ByteSource(chunks)
  for (;;) {
    const header = parseTarHeader(await source.take(TAR_BLOCK_BYTES))
    if (header === null) return
    const content = source.stream(header.sizeBytes)
    yield { ...header, content }
    for await (const _rest of content);
    await source.take((TAR_BLOCK_BYTES - (header.sizeBytes % TAR_BLOCK_BYTES)) % TAR_BLOCK_BYTES)
  }
}

/** Hands out bytes in the pieces that the reader wants. */
class ByteSource {
  readonly #chunks: AsyncIterator<Uint8Array>
  #rest: Buffer = Buffer.alloc(0)

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]()
  }

  async take(count: number): Promise<Buffer> {
    const parts: Buffer[] = []
    for await (const part of this.stream(count)) parts.push(part)
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts)
  }

  async *stream(count: number): AsyncGenerator<Buffer> {
    let missing = count
    while (missing > 0) {
      if (this.#rest.length === 0) await this.#refill()
      const part = this.#rest.subarray(0, missing)
      this.#rest = this.#rest.subarray(part.length)
      missing -= part.length
      yield part
    }
  }

  async #refill(): Promise<void> {
    const next = await this.#chunks.next()
    if (next.done) throw new Error('the backup ends in the middle of a file')
    const { buffer, byteOffset, byteLength } = next.value
    this.#rest = Buffer.from(buffer, byteOffset, byteLength)
  }
}
