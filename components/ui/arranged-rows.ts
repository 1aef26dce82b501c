import { type Arrangement, isShown, orderOf } from './table-arrangement.ts'
import type { Column, SortValue } from './table-props.ts'

/** The columns that an arrangement shows, in its order. */
export function arrangedColumns<Row>(
  arrangement: Arrangement,
  columns: readonly Column<Row>[],
): readonly Column<Row>[] {
  const byKey = new Map(columns.map((column) => [column.key, column]))
  return orderOf(arrangement, columns)
    .flatMap((key) => byKey.get(key) ?? [])
    .filter((column) => isShown(arrangement, columns, column))
}

/**
 * The rows as the arrangement sorts them: equal ones stay as they came, and a row without a value stands last in
 * both directions. A column that cannot be sorted by leaves them as they come.
 */
export function arrangedRows<Row>(
  { sort }: Arrangement,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): readonly Row[] {
  const toValue = columns.find(({ key }) => key === sort?.key)?.sortBy
  if (sort === null || toValue === undefined) return rows
  const direction = sort.isDescending ? -1 : 1
  const valued = rows.map((row) => ({ row, value: toValue(row) }))
  return valued
    .toSorted(({ value: one }, { value: other }) => {
      if (one === null || other === null) return Number(one === null) - Number(other === null)
      return direction * compareValues(one, other)
    })
    .map(({ row }) => row)
}

/** Values of one column are of one kind. */
function compareValues(one: NonNullable<SortValue>, other: NonNullable<SortValue>): number {
  if (typeof one === 'string' && typeof other === 'string') return TEXTS.compare(one, other)
  if (one === other) return 0
  return one < other ? -1 : 1
}

/** Made once: comparing by a locale's name finds the rules anew for every pair. */
const TEXTS = new Intl.Collator('en', { numeric: true })
