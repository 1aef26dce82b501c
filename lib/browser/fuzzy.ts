const AT_START = 8
const AT_WORD = 6
const IN_A_ROW = 4
const ANYWHERE = 1
/** A short name that matches beats a long one that also does. */
const PER_CHARACTER_UNMATCHED = 0.02

/**
 * How well `text` answers `query`: higher is better, null when some letter of the query is not there in its
 * order. `btc` finds `BTC-USDT` before `WBTC-ETH`, and `au` finds `Alder Usdt` by the words' first letters.
 */
export function fuzzyScore(query: string, text: string): number | null {
  const wanted = query.toLowerCase().replaceAll(' ', '')
  if (wanted === '') return 0
  const within = text.toLowerCase()
  const starts = [...within.matchAll(new RegExp(literally(wanted[0] ?? ''), 'g'))]
  const scores = starts.map(({ index }) => scoreFrom(index, wanted, within))
  const best = Math.max(...scores, Number.NEGATIVE_INFINITY)
  return Number.isFinite(best) ? best : null
}

export type RankWish<Item> = {
  readonly query: string
  textOf(item: Item): string
  readonly max: number
}

/** The items that answer the query, the best first; without a query the first ones, in their order. */
export function rank<Item>(
  items: readonly Item[],
  { query, textOf, max }: RankWish<Item>,
): readonly Item[] {
  if (query.trim() === '') return items.slice(0, max)
  return items
    .map((item) => ({ item, score: fuzzyScore(query, textOf(item)) }))
    .filter((each): each is { item: Item; score: number } => each.score !== null)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, max)
    .map(({ item }) => item)
}

/** Takes each letter at its next place, preferring the start of a word. */
function scoreFrom(start: number, wanted: string, within: string): number {
  let score = 0
  let place = start
  for (let index = 0; index < wanted.length; index += 1) {
    const letter = wanted[index] ?? ''
    const next = index === 0 ? start : nextPlace(within, letter, place)
    if (next === -1) return Number.NEGATIVE_INFINITY
    score += worthOf(within, next, index > 0 && next === place + 1)
    place = next
  }
  return score - (within.length - wanted.length) * PER_CHARACTER_UNMATCHED
}

function nextPlace(within: string, letter: string, after: number): number {
  const next = within.indexOf(letter, after + 1)
  if (next === -1 || next === after + 1 || isWordStart(within, next)) return next
  for (let at = next; at !== -1; at = within.indexOf(letter, at + 1)) {
    if (isWordStart(within, at)) return at
  }
  return next
}

function worthOf(within: string, at: number, isInARow: boolean): number {
  if (at === 0) return AT_START
  if (isInARow) return IN_A_ROW
  return isWordStart(within, at) ? AT_WORD : ANYWHERE
}

function isWordStart(within: string, at: number): boolean {
  return at === 0 || /[^\p{L}\p{N}]/u.test(within[at - 1] ?? '')
}

function literally(letter: string): string {
  return letter.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
