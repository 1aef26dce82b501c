import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query'

type Page<Item> = { readonly items: readonly Item[]; readonly nextCursor: string | null }
type Cached<Item> = Page<Item> | InfiniteData<Page<Item>>

export type ListMerge<Item, Input> = {
  /** The operation's name. */
  readonly name: string
  readonly item: Item
  isSame(other: Item): boolean
  /** Whether a list that was asked for with this input shows the item. */
  belongsIn(input: Input): boolean
  /** Whether the cache already knows something newer. */
  isOlderThan(other: Item): boolean
}

/**
 * Writes a changed or new item into every cached list of an operation: in its place where it is known, first on
 * the first page where it is new, away where it no longer belongs.
 */
export function mergeListItem<Item, Input extends { readonly cursor?: string | undefined }>(
  queryClient: QueryClient,
  merge: ListMerge<Item, Input>,
): void {
  for (const query of queryClient.getQueryCache().findAll({ queryKey: [merge.name] })) {
    const input = inputOf<Input>(query.queryKey)
    queryClient.setQueryData<Cached<Item>>(query.queryKey, (cached) => {
      if (cached === undefined) return undefined
      if (!('pages' in cached)) return mergePage(cached, merge, input, input.cursor === undefined)
      return {
        ...cached,
        pages: cached.pages.map((page, index) => {
          const isElsewhere = cached.pages.some((other) => other !== page && has(other, merge))
          return mergePage(page, merge, input, index === 0 && !isElsewhere)
        }),
      }
    })
  }
}

function mergePage<Item, Input>(
  page: Page<Item>,
  merge: ListMerge<Item, Input>,
  input: Input,
  takesNew: boolean,
): Page<Item> {
  const known = page.items.find((other) => merge.isSame(other))
  if (known === undefined) {
    if (!takesNew || !merge.belongsIn(input)) return page
    return { ...page, items: [merge.item, ...page.items] }
  }
  if (merge.isOlderThan(known)) return page
  const items = merge.belongsIn(input)
    ? page.items.map((other) => (other === known ? merge.item : other))
    : page.items.filter((other) => other !== known)
  return { ...page, items }
}

function has<Item, Input>(page: Page<Item>, merge: ListMerge<Item, Input>): boolean {
  return page.items.some((other) => merge.isSame(other))
}

/** The second part of every key that endpointQuery makes. */
function inputOf<Input>(queryKey: QueryKey): Input {
  return queryKey[1] as Input
}
