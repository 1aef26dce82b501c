/** What a store says in no particular order, or leaves out because it is nothing. */
const UNORDERED = ['orders', 'positions', 'knownFills', 'available', 'exposures', 'fills']
/** What only one of the stores knows, or says in its own words. */
const LEFT_OUT = ['bookStates', 'isCircuitOpen', 'message', 'source']

const LEFT_OUT_OF: Readonly<Record<string, readonly string[]>> = {
  // A quote may be renewed between a statement and its commit, which is when it is done again.
  quote: ['at'],
  fills: ['clientId', 'recordedAt', 'requestId', 'id'],
}

/** An answer of either store, so that equal answers are equal: sorted, numbers as text, nothings left out. */
export function inOneForm(value: unknown, name = ''): unknown {
  if (typeof value === 'bigint') return String(value)
  if (value instanceof Map) return inOneForm(Object.fromEntries(value), name)
  if (value instanceof Set) return [...value].sort()
  if (Array.isArray(value)) {
    const items = value
      .map((item) => inOneForm(item, name))
      .filter((item) => !isNothing(item, name))
    return UNORDERED.includes(name) ? items.toSorted(byText) : items
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !LEFT_OUT.includes(key) && LEFT_OUT_OF[name]?.includes(key) !== true)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, inOneForm(item, key)]),
  )
}

function byText(a: unknown, b: unknown): number {
  const [one, other] = [JSON.stringify(a), JSON.stringify(b)]
  return one < other ? -1 : Number(one > other)
}

function isNothing(item: unknown, name: string): boolean {
  if (typeof item !== 'object' || item === null) return false
  if (name === 'available') return 'amount' in item && item.amount === '0'
  if (name !== 'exposures') return false
  return ['position', 'openBuys', 'openSells'].every((key) => Reflect.get(item, key) === '0')
}
