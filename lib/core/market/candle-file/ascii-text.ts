const WINDOW_BYTES = 1 << 20
const decoder = new TextDecoder('latin1')

/** The bytes of a text file, a byte a character, of which pieces can be had as strings without copying each. */
export class AsciiText {
  readonly bytes: Uint8Array
  #window = ''
  #windowFrom = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  /** The characters [from, to). Pieces asked for in order cost next to nothing. */
  slice(from: number, to: number): string {
    const windowTo = this.#windowFrom + this.#window.length
    if (from < this.#windowFrom || to > windowTo) this.#decodeFrom(from, to)
    return this.#window.slice(from - this.#windowFrom, to - this.#windowFrom)
  }

  #decodeFrom(from: number, to: number): void {
    this.#windowFrom = from
    this.#window = decoder.decode(this.bytes.subarray(from, Math.max(to, from + WINDOW_BYTES)))
  }
}
