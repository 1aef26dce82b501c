import * as z from 'zod'

const COLUMNS_MAX = 60
const columnKey = z.string().max(64)

/** How a person arranged a table: which columns, in which order, sorted by what. Kept as `table.<id>`. */
export const arrangementSchema = z.object({
  /** null leaves the rows as they come. */
  sort: z.object({ key: columnKey, isDescending: z.boolean() }).nullable(),
  /** Only what the person chose: other columns are as the page made them. */
  shown: z.record(columnKey, z.boolean()),
  order: z.array(columnKey).max(COLUMNS_MAX),
})
export type Arrangement = z.output<typeof arrangementSchema>

export const AS_MADE: Arrangement = { sort: null, shown: {}, order: [] }

/** What an arrangement asks of a column. */
export type Arrangeable = {
  readonly key: string
  /** Shown only to who chose it. */
  readonly isOptional?: boolean
  /** Its cells are acts: it stays, and stays last. */
  readonly isHeaderHidden?: boolean
}

/** The first column names the row and acts stand last: neither is hidden or moved. */
export function isFixed(columns: readonly Arrangeable[], key: string): boolean {
  const place = columns.findIndex((column) => column.key === key)
  return place <= 0 || columns[place]?.isHeaderHidden === true
}

export function isShown(
  { shown }: Arrangement,
  columns: readonly Arrangeable[],
  { key, isOptional = false }: Arrangeable,
): boolean {
  return isFixed(columns, key) || (shown[key] ?? !isOptional)
}

/** The keys of all columns in the person's order; a column that is new to them stands where the page put it. */
export function orderOf({ order }: Arrangement, columns: readonly Arrangeable[]): string[] {
  const keys = columns.map(({ key }) => key)
  const movable = keys.filter((key) => !isFixed(columns, key))
  const known = [...new Set(order)].filter((key) => movable.includes(key))
  const next = known.values()
  const arranged = movable.map((key) => (known.includes(key) ? (next.next().value ?? key) : key))
  return keys.map((key) => (isFixed(columns, key) ? key : (arranged.shift() ?? key)))
}

/** One step to the left or to the right; at the edge nothing changes. */
export function moved(
  arrangement: Arrangement,
  columns: readonly Arrangeable[],
  { key, by }: { readonly key: string; readonly by: -1 | 1 },
): Arrangement {
  const order = orderOf(arrangement, columns)
  const from = order.indexOf(key)
  const other = order[from + by]
  if (other === undefined || isFixed(columns, key) || isFixed(columns, other)) return arrangement
  order[from + by] = key
  order[from] = other
  return { ...arrangement, order }
}

/** What a press on a column's header asks for: numbers fall first, words rise first, the third press ends it. */
export function sortedBy(
  arrangement: Arrangement,
  { key, isNumber = false }: { readonly key: string; readonly isNumber?: boolean },
): Arrangement {
  const { sort } = arrangement
  if (sort?.key !== key) return { ...arrangement, sort: { key, isDescending: isNumber } }
  if (sort.isDescending !== isNumber) return { ...arrangement, sort: null }
  return { ...arrangement, sort: { key, isDescending: !isNumber } }
}

/** A column dropped on another takes its place; what names the row and acts stay where they are. */
export function droppedOn(
  arrangement: Arrangement,
  columns: readonly Arrangeable[],
  { key, target }: { readonly key: string; readonly target: string },
): Arrangement {
  if (key === target || isFixed(columns, key) || isFixed(columns, target)) return arrangement
  const order = orderOf(arrangement, columns)
  const to = order.indexOf(target)
  const others = order.filter((other) => other !== key)
  others.splice(to, 0, key)
  return { ...arrangement, order: others }
}

/**
 * The rows in the order they were held in, so that none moves away from under a finger; what is new stands after
 * them.
 */
export function inHeldOrder<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  heldKeys: readonly string[],
): readonly Row[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]))
  const held = heldKeys.flatMap((key) => byKey.get(key) ?? [])
  const known = new Set(heldKeys)
  return [...held, ...rows.filter((row) => !known.has(keyOf(row)))]
}
