'use client'
import { useSearchParams } from 'next/navigation'
import type { InstrumentId } from '#core/market/instrument.ts'
import { PANEL_KINDS, type PanelKind } from './panel-kinds.ts'

const WORDS: Readonly<Record<PanelKind, string>> = {
  chart: 'Chart',
  ladder: 'Ladder',
  ticket: 'Ticket',
  tape: 'Trades',
}
const SIZES: Readonly<Record<PanelKind, string>> = {
  chart: 'width=960,height=640',
  ladder: 'width=380,height=860',
  ticket: 'width=340,height=760',
  tape: 'width=340,height=560',
}

/** Opens one panel of the market as a window of its own, in the same scope and group. */
export function PopOut({ instrumentId }: { readonly instrumentId: InstrumentId }) {
  const search = useSearchParams()
  const open = (kind: PanelKind) => {
    const params = new URLSearchParams(search)
    params.set('symbol', instrumentId)
    window.open(`/panel/${kind}?${params}`, '', `popup,${SIZES[kind]}`)
  }
  return (
    <select
      aria-label="Open in a window of its own"
      value=""
      onChange={(event) => {
        const kind = PANEL_KINDS.find((each) => each === event.target.value)
        if (kind !== undefined) open(kind)
      }}
      className="h-7 rounded-box border border-line bg-panel px-1 text-label text-ink-soft max-lg:hidden"
    >
      <option value="">Pop out…</option>
      {PANEL_KINDS.map((kind) => (
        <option key={kind} value={kind}>
          {WORDS[kind]}
        </option>
      ))}
    </select>
  )
}
