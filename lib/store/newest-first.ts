import type { After } from '#api/page-of.ts'
import type { Whose } from './is-visible.ts'
import type { Statement } from './transaction.ts'

export type NewestFirst = {
  /** Unique among statements: the filters that are present are added to it. */
  readonly name: string
  readonly table: '"order"' | 'fill' | 'transfer' | 'reconciliation' | '"break"'
  readonly columns: string
  /** The time that the list is sorted by; an index on (account_id, it DESC) serves the list. */
  readonly sortedBy: string
  readonly whose: Whose
  /** Conditions on the table, `$` where the value goes: { orderId: ['order_id = $', id] }. */
  readonly filters: Readonly<Record<string, Filter | null>>
  readonly after: After | null
  readonly limit: number
}

/** A condition and its value; `$` in the condition is the value's place. Without a value: a fixed condition. */
export type Filter = readonly [condition: string, value?: unknown]

/**
 * A page of the newest rows over any number of accounts: the newest of each account by its index, then the
 * newest of those, so that the rows behind a page are never read, whoever owns them. One row more than
 * `limit` is asked for: it tells whether there is a next page.
 */
export function newestFirst(list: NewestFirst): Statement {
  const values: unknown[] = [list.limit + 1]
  const place = (value: unknown) => `$${values.push(value)}`
  const present: string[] = []
  const conditionsOf = (filters: Readonly<Record<string, Filter | null>>) =>
    Object.entries(filters).flatMap(([key, filter]) => {
      if (filter === null) return []
      present.push(key)
      const [condition, ...value] = filter
      return [value.length === 0 ? condition : condition.replace('$', () => place(value[0]))]
    })
  const accounts = conditionsOf({
    ofClient: list.whose.clientId === undefined ? null : ['client_id = $', list.whose.clientId],
    ofAccount: list.whose.accountId === undefined ? null : ['id = $', list.whose.accountId],
  })
  const rows = [`r.account_id = a.id`, ...conditionsOf(list.filters)]
  if (list.after !== null) {
    present.push('after')
    rows.push(`(r.${list.sortedBy}, r.id) < (${afterPlaces(list.after, place)})`)
  }
  const order = `${list.sortedBy} DESC, id DESC LIMIT $1`
  return {
    name: [list.name, ...present].join('-'),
    text: `SELECT newest.* FROM account a CROSS JOIN LATERAL (
        SELECT ${list.columns} FROM ${list.table} r WHERE ${rows.join(' AND ')} ORDER BY ${order}
      ) newest ${accounts.length === 0 ? '' : `WHERE ${accounts.map((own) => `a.${own}`).join(' AND ')}`}
      ORDER BY ${order}`,
    values,
  }
}

function afterPlaces({ at, id }: After, place: (value: unknown) => string): string {
  return `to_timestamp(${place(at)}::float8 / 1000), ${place(id)}::uuid`
}

/** Cuts the extra row off and says where the next page starts. */
export function pageFrom<Item extends { readonly id: string }>(
  items: readonly Item[],
  limit: number,
  timeOf: (item: Item) => After['at'],
): { readonly items: readonly Item[]; readonly next: After | null } {
  const shown = items.slice(0, limit)
  const last = shown.at(-1)
  const hasMore = items.length > limit
  return { items: shown, next: hasMore && last ? { at: timeOf(last), id: last.id } : null }
}
