'use client'
import Link from 'next/link'
import type { BotView } from '#api/codecs/bot.ts'
import { toWireId } from '#api/codecs/id.ts'
import { InstrumentName } from '#components/ui/instrument-link.tsx'
import { Amount } from '#components/ui/money.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'
import { BotState } from './bot-state.tsx'
import { parametersText, STATE_WORDS } from './bot-words.ts'

export function botPath(botId: string): string {
  return `/desk/bots/${toWireId('bot', botId)}`
}

const COLUMNS: readonly Column<BotView>[] = [
  {
    key: 'name',
    header: 'Bot',
    sortBy: ({ name }) => name,
    csv: ({ name }) => name,
    cell: ({ id, name }) => (
      <Link href={botPath(id)} prefetch={false} className="font-medium hover:underline">
        {name}
      </Link>
    ),
  },
  {
    key: 'state',
    header: 'State',
    sortBy: ({ state }) => state,
    csv: ({ state }) => STATE_WORDS[state],
    cell: (bot) => <BotState bot={bot} />,
  },
  {
    key: 'account',
    header: 'Account',
    sortBy: ({ accountName }) => accountName,
    csv: ({ accountName }) => accountName,
    cell: ({ accountName }) => accountName,
  },
  {
    key: 'market',
    header: 'Market',
    sortBy: ({ instrumentId }) => instrumentId,
    csv: ({ instrumentId }) => instrumentId,
    cell: ({ instrumentId, timeframe }) => (
      <span>
        <InstrumentName instrumentId={instrumentId} />{' '}
        <span className="text-ink-faint">{timeframe}</span>
      </span>
    ),
  },
  {
    key: 'strategy',
    header: 'Strategy',
    sortBy: ({ strategy }) => strategy,
    csv: ({ strategy }) => strategy,
    cell: (bot) => (
      <span>
        {bot.strategy} <span className="text-ink-soft">{parametersText(bot)}</span>
      </span>
    ),
  },
  {
    key: 'position',
    header: 'Holds',
    isNumber: true,
    cell: ({ position }) => <Amount value={position} />,
  },
  {
    key: 'orders',
    header: 'Orders',
    isNumber: true,
    sortBy: ({ orders }) => orders,
    cell: ({ orders }) => <span className="figure">{orders}</span>,
  },
  {
    key: 'last',
    header: 'Newest bar, UTC',
    sortBy: ({ lastBarAt }) => lastBarAt,
    cell: ({ lastBarAt }) => <Time at={lastBarAt} />,
  },
]

/** Bots with what they run and what they hold. */
export function BotsTable({ bots }: { readonly bots: readonly BotView[] }) {
  return <Table id="bots" label="Bots" columns={COLUMNS} rows={bots} rowKey={({ id }) => id} />
}
