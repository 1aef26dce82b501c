/**
 * Finds the bars whose high stands out from `length` bars on either side: above every one before it, not below
 * any after it, so of equal highs the first. Constant time per bar; memory for one window.
 */
export class SwingWindow {
  private readonly mask: number
  /** Bars that may still be the highest of a window, oldest first, their highs falling. */
  private readonly indexes: Int32Array
  private readonly highs: Float64Array
  private head = 0
  private tail = 0

  private readonly length: number

  constructor(length: number) {
    this.length = length
    const capacity = 2 ** Math.ceil(Math.log2(2 * length + 2))
    this.mask = capacity - 1
    this.indexes = new Int32Array(capacity)
    this.highs = new Float64Array(capacity)
  }

  /** Takes bar `index`. Whether the bar `length` before it is a swing is known now, and not earlier. */
  next(index: number, high: number): boolean {
    const { indexes, highs, mask } = this
    let tail = this.tail
    while (tail > this.head && highs[(tail - 1) & mask]! < high) tail -= 1
    indexes[tail & mask] = index
    highs[tail & mask] = high
    this.tail = tail + 1
    if (indexes[this.head & mask]! < index - 2 * this.length) this.head += 1
    return index >= 2 * this.length && indexes[this.head & mask] === index - this.length
  }

  /** The high of the swing that `next` has just found. */
  get high(): number {
    return this.highs[this.head & this.mask]!
  }
}
