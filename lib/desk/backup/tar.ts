import { assert } from '#core/assert.ts'

/** The POSIX ustar format (IEEE Std 1003.1, pax): what any tar reads. */
export const TAR_BLOCK_BYTES = 512
export const TAR_NAME_BYTES_MAX = 100
/** Eleven octal digits. */
const SIZE_MAX = 0o77777777777
const CHECKSUM_START = 148
const CHECKSUM_END = 156
const SPACE = 0x20
const MODE = '0000600'

export type TarHeader = { readonly name: string; readonly sizeBytes: number }

/** The block in front of a file's bytes. */
export function tarHeader({ name, sizeBytes }: TarHeader): Uint8Array {
  assert(Buffer.byteLength(name) <= TAR_NAME_BYTES_MAX, 'a name in a backup fits its header')
  assert(sizeBytes <= SIZE_MAX, 'a file in a backup is below 8 GiB')
  const block = Buffer.alloc(TAR_BLOCK_BYTES)
  block.write(name, 0)
  block.write(MODE, 100)
  block.write(octal(0, 7), 108)
  block.write(octal(0, 7), 116)
  block.write(octal(sizeBytes, 11), 124)
  block.write(octal(0, 11), 136)
  block.write('0', 156)
  block.write('ustar\x0000', 257)
  block.fill(SPACE, CHECKSUM_START, CHECKSUM_END)
  block.write(`${octal(sum(block), 6)}\0 `, CHECKSUM_START)
  return block
}

/** What follows a file's bytes up to the next block. */
export function tarPadding(sizeBytes: number): Uint8Array {
  return Buffer.alloc((TAR_BLOCK_BYTES - (sizeBytes % TAR_BLOCK_BYTES)) % TAR_BLOCK_BYTES)
}

/** Two empty blocks. */
export const TAR_END: Uint8Array = Buffer.alloc(2 * TAR_BLOCK_BYTES)

/** Null for an empty block, which ends the archive. Throws for what is no header. */
export function parseTarHeader(block: Buffer): TarHeader | null {
  if (block.every((byte) => byte === 0)) return null
  const told = Number.parseInt(text(block, CHECKSUM_START, CHECKSUM_END), 8)
  const counted = Buffer.from(block).fill(SPACE, CHECKSUM_START, CHECKSUM_END)
  if (told !== sum(counted)) throw new Error('expected the header of a file, found other bytes')
  return { name: text(block, 0, 100), sizeBytes: Number.parseInt(text(block, 124, 136), 8) }
}

function text(block: Buffer, start: number, end: number): string {
  return block.toString('utf8', start, end).replace(/\0.*$/s, '').trim()
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0')
}

function sum(block: Uint8Array): number {
  return block.reduce((total, byte) => total + byte, 0)
}
