import { PNL_BASES, type PnlBasis } from './position-row.ts'

/** What of the positions page lives in its address. */
export type PositionView = {
  readonly basis: PnlBasis
  /** Only what is open, or also what is flat. */
  readonly shows: 'open' | 'flat'
  /** What was typed into the filter. */
  readonly filter: string
}

type Params = Readonly<Record<string, string | readonly string[] | undefined>>

/** Reads an address; what makes no sense there is as if it were not. */
export function positionViewOf(params: Params): PositionView {
  const { filter } = params
  return {
    basis: PNL_BASES.find((basis) => basis === params['pnl']) ?? 'mark',
    shows: params['tab'] === 'flat' ? 'flat' : 'open',
    filter: typeof filter === 'string' ? filter : '',
  }
}

/** The address of a view, without its scope. */
export function positionsPath({ basis, shows, filter }: PositionView): string {
  const params = new URLSearchParams()
  if (basis !== 'mark') params.set('pnl', basis)
  if (shows !== 'open') params.set('tab', shows)
  if (filter !== '') params.set('filter', filter)
  const text = params.toString()
  return text === '' ? '/desk/positions' : `/desk/positions?${text}`
}
