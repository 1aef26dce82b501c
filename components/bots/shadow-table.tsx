'use client'
import type { ShadowReportView, ShadowTradeView } from '#api/codecs/bot.ts'
import { Badge } from '#components/ui/badge.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'
import { CAUSE_WORDS, comparedText } from './bot-words.ts'

type Row = ShadowReportView['trades'][number]

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'entered',
    header: 'Entered, UTC',
    cell: ({ bot, backtest }) => <Time at={bot?.entryAt ?? backtest?.entryAt ?? null} />,
  },
  {
    key: 'left',
    header: 'Left, UTC',
    cell: ({ bot, backtest }) => <Time at={bot?.exitAt ?? backtest?.exitAt ?? null} />,
  },
  { key: 'bot', header: 'Bot', isNumber: true, cell: ({ bot }) => <Prices trade={bot} /> },
  {
    key: 'backtest',
    header: 'Backtest',
    isNumber: true,
    cell: ({ backtest, differences }) =>
      backtest === null && differences.length === 0 ? (
        <span className="text-ink-faint">at the next open</span>
      ) : (
        <Prices trade={backtest} />
      ),
  },
  {
    key: 'differences',
    header: 'Differences',
    cell: ({ differences }) =>
      differences.length === 0 ? (
        <span className="text-ink-faint">none</span>
      ) : (
        <ul className="flex flex-wrap gap-1">
          {differences.map(({ part, cause, cost, text }) => (
            <li key={`${part} ${cause}`}>
              <Badge title={text}>
                {CAUSE_WORDS[cause]}, {part}
                {cost === null ? null : <span className="figure">{comparedText(cost)}</span>}
              </Badge>
            </li>
          ))}
        </ul>
      ),
  },
]

/** Trade by trade; a difference above zero is money that the bot lost against the backtest. */
export function ShadowTable({ trades }: { readonly trades: readonly Row[] }) {
  return (
    <Table
      label="Trades beside a backtest"
      columns={COLUMNS}
      rows={trades}
      rowKey={({ bot, backtest }) => `${bot?.entryAt} ${backtest?.entryAt}`}
    />
  )
}

function Prices({ trade }: { readonly trade: ShadowTradeView | null }) {
  if (trade === null) return <span className="text-ink-faint">did not trade</span>
  const { entryPrice, exitPrice } = trade
  return (
    <span className="figure">
      {comparedText(entryPrice)} → {exitPrice === null ? 'held' : comparedText(exitPrice)}
    </span>
  )
}
