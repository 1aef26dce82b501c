import type { ReactNode } from 'react'
import type { Arrangement } from './table-arrangement.ts'

/** What rows are sorted by; null stands last, whichever way. */
export type SortValue = bigint | number | string | null

export type Column<Row> = {
  readonly key: string
  readonly header: string
  /** Numbers stand right. */
  readonly isNumber?: boolean
  /** For columns whose cells say themselves what they are, such as acts: only screen readers hear the header. */
  readonly isHeaderHidden?: boolean
  /** In a table with an id: shown only to who chose it. */
  readonly isOptional?: boolean
  cell(row: Row): ReactNode
  /** Makes the header of a table with an id a button that sorts by this. */
  sortBy?(row: Row): SortValue
  /** The exact value, unrounded, for a copy as CSV. Columns without it are left out there. */
  csv?(row: Row): string | null
  /** What stands under the column, of all rows. */
  total?(rows: readonly Row[]): ReactNode
}

export type TableProps<Row> = {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  rowKey(row: Row): string
  /**
   * The name under which the person's choice, order and sorting of columns is kept; with it comes the table's
   * menu. Give columns and rows that stay the same between renders.
   */
  readonly id?: string | undefined
  /** What a press on a row or Enter does; without it Enter presses the row's first link or button. */
  readonly onOpen?: ((row: Row) => void) | undefined
  /** The row that is open beside the table. */
  readonly selectedKey?: string | null | undefined
  /** A document on paper: never scrolled by itself, every row is drawn. */
  readonly isWhole?: boolean | undefined
  /** As high as what stands around it, which scrolls nothing itself. */
  readonly isFilling?: boolean | undefined
}

export type Sorting = {
  readonly sort: Arrangement['sort']
  onSort(column: { readonly key: string; readonly isNumber?: boolean }): void
  /** A header was dropped on another. */
  onDrop(drop: { readonly key: string; readonly target: string }): void
}

/** What the rows hear, to stand still meanwhile. */
export type RowHold = {
  onPointerEnter(): void
  onPointerLeave(): void
  onFocus(): void
  onBlur(): void
}

/** The columns and rows that are shown, in their order. */
export type Arranged<Row> = Pick<TableProps<Row>, 'columns' | 'rows'>

/** What draws rows. */
export type RowsProps<Row> = Arranged<Row> &
  Pick<TableProps<Row>, 'rowKey' | 'onOpen' | 'selectedKey'> & {
    readonly hasMenu: boolean
    readonly hold: RowHold | undefined
  }

export type TableMenuProps<Row> = {
  readonly label: string
  /** All that the page offers. */
  readonly columns: readonly Column<Row>[]
  /** What is shown now. */
  readonly arranged: Arranged<Row>
  readonly arrangement: Arrangement
  onArrange(change: Arrangement | ((before: Arrangement) => Arrangement)): void
}

/** Scrolls to a row that is not drawn; who draws the rows puts it here. */
export type Reveal = { current: ((index: number) => void) | null }
