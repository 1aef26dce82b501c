import type { After } from '#api/page-of.ts'
import type { InstrumentId } from '#core/market/instrument.ts'
import type { Statement } from './transaction.ts'

export type NewestFound = {
  readonly table: 'pattern' | 'signal'
  /** The time that the list is sorted by. */
  readonly sortedBy: 'confirmed_at' | 'at'
  readonly instrumentId: InstrumentId | undefined
  /** Conditions that end where the value goes: { kind: ['kind =', kind] }. One without a value is left out. */
  readonly filters: Readonly<Record<string, readonly [condition: string, value: unknown]>>
  readonly after: After | null
  readonly limit: number
}

/**
 * A page of what was found in datasets, newest first, with the instrument that each was found in. One row more than
 * `limit` is asked for: it tells whether there is a next page.
 */
export function newestFound(list: NewestFound): Statement {
  const values: unknown[] = [list.limit + 1]
  const place = (value: unknown) => `$${values.push(value)}`
  const present: string[] = []
  const conditions: string[] = []
  const add = (name: string, condition: string) => {
    present.push(name)
    conditions.push(condition)
  }
  if (list.instrumentId !== undefined) {
    const datasets = `SELECT id FROM dataset WHERE instrument_id = ${place(list.instrumentId)}`
    add('instrument', `dataset_id = ANY (ARRAY(${datasets}))`)
  }
  for (const [name, [condition, value]] of Object.entries(list.filters)) {
    if (value !== undefined) add(name, `${condition} ${place(value)}`)
  }
  if (list.after !== null) {
    const at = `to_timestamp(${place(list.after.at)}::float8 / 1000)`
    add('after', `(${list.sortedBy}, id) < (${at}, ${place(list.after.id)}::uuid)`)
  }
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`
  const order = `${list.sortedBy} DESC, id DESC`
  return {
    name: [`newest-${list.table}`, ...present].join('-'),
    text: `SELECT f.*, d.instrument_id
      FROM (SELECT * FROM ${list.table} ${where} ORDER BY ${order} LIMIT $1) f JOIN dataset d ON d.id = f.dataset_id
      ORDER BY f.${list.sortedBy} DESC, f.id DESC`,
    values,
  }
}
