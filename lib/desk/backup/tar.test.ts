import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTar } from './read-tar.ts'
import { TAR_END, tarHeader, tarPadding } from './tar.ts'

function archive(files: readonly { name: string; bytes: Uint8Array }[]): Buffer {
  const parts = files.flatMap(({ name, bytes }) => [
    tarHeader({ name, sizeBytes: bytes.length }),
    bytes,
    tarPadding(bytes.length),
  ])
  return Buffer.concat([...parts, TAR_END])
}

async function* inPieces(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function readAll(chunks: AsyncIterable<Uint8Array>) {
  const files: { name: string; bytes: Uint8Array }[] = []
  for await (const { name, content } of readTar(chunks)) {
    const parts: Buffer[] = []
    for await (const part of content) parts.push(part)
    files.push({ name, bytes: new Uint8Array(Buffer.concat(parts)) })
  }
  return files
}

const FILES = fc.array(
  fc.record({
    name: fc.stringMatching(/^[a-z][a-z0-9/_.]{0,90}$/),
    bytes: fc.uint8Array({ maxLength: 1_600 }),
  }),
  { maxLength: 6 },
)

test('what went into an archive comes out of it, however its bytes are cut', async () => {
  await fc.assert(
    fc.asyncProperty(FILES, fc.integer({ min: 1, max: 2_000 }), async (files, size) => {
      expect(await readAll(inPieces(archive(files), size))).toEqual(files)
    }),
    { numRuns: 60 },
  )
})

test('a file that nobody read is passed over', async () => {
  const bytes = archive([
    { name: 'a', bytes: new Uint8Array(700) },
    { name: 'b', bytes: new Uint8Array(3) },
  ])
  const names: string[] = []
  for await (const { name } of readTar(inPieces(bytes, 100))) names.push(name)
  expect(names).toEqual(['a', 'b'])
})

test('an archive that is cut off or that is none is refused', async () => {
  const bytes = archive([{ name: 'a', bytes: new Uint8Array(700) }])
  await expect(readAll(inPieces(bytes.subarray(0, 900), 64))).rejects.toThrow('in the middle')
  await expect(readAll(inPieces(Buffer.alloc(1_024, 7), 64))).rejects.toThrow('expected the header')
})

test('the tar of the operating system reads it', () => {
  const bytes = archive([{ name: 'base/1/2', bytes: Buffer.from('whole') }])
  const listing = spawnSync('tar', ['-xOf', '-', 'base/1/2'], { input: bytes, encoding: 'utf8' })
  expect(listing.stderr).toBe('')
  expect(listing.stdout).toBe('whole')
})
