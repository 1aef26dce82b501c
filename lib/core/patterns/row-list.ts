const CAPACITY_FIRST = 64

/** A list of rows that is emptied and filled again without giving its memory back. */
export class RowList {
  length = 0
  private rows = new Int32Array(CAPACITY_FIRST)

  push(row: number): void {
    if (this.length === this.rows.length) {
      const rows = new Int32Array(2 * this.rows.length)
      rows.set(this.rows)
      this.rows = rows
    }
    this.rows[this.length++] = row
  }

  pop(): number {
    return this.rows[--this.length]!
  }

  at(i: number): number {
    return this.rows[i]!
  }

  clear(): void {
    this.length = 0
  }
}
