'use client'
import { useQuery } from '@tanstack/react-query'
import type { BotView } from '#api/codecs/bot.ts'
import { botQuery } from '#browser/queries/bots.ts'
import { Fact, Facts } from '#components/ui/facts.tsx'
import { InstrumentLink } from '#components/ui/instrument-link.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Amount, Money } from '#components/ui/money.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { Time } from '#components/ui/time.tsx'
import { BotActs } from './bot-acts.tsx'
import { BotState } from './bot-state.tsx'
import { BOTS_ASK_MS, parametersText } from './bot-words.ts'
import { ShadowPanel } from './shadow-panel.tsx'

/** One bot: what it runs, whether it does, what it holds, and its trades beside a backtest's. */
export function BotPage({ botId }: { readonly botId: string }) {
  const query = useQuery({ ...botQuery(botId), refetchInterval: BOTS_ASK_MS })
  return (
    <div className="flex flex-col gap-3">
      <h1 className="sr-only">Bot</h1>
      <Loaded query={query} what="The bot" rows={8}>
        {(bot) => (
          <>
            <BotPanel bot={bot} />
            <ShadowPanel bot={bot} />
          </>
        )}
      </Loaded>
    </div>
  )
}

function BotPanel({ bot }: { readonly bot: BotView }) {
  return (
    <Panel
      title={bot.name}
      aside={
        <div className="flex flex-wrap items-center gap-3">
          <BotState bot={bot} />
          <BotActs bot={bot} />
        </div>
      }
    >
      {bot.failure === null ? null : (
        <p role="alert" className="px-3 py-2 text-stop">
          {bot.failure}
        </p>
      )}
      <Facts>
        <Fact label="Market">
          <InstrumentLink instrumentId={bot.instrumentId} /> {bot.timeframe}
        </Fact>
        <Fact label="Strategy">
          {bot.strategy} <span className="text-ink-soft">{parametersText(bot)}</span>
        </Fact>
        <Fact label="Account">{bot.accountName}, paper</Fact>
        <Fact label="Was given">
          <Money value={bot.cash} />
        </Fact>
        <Fact label="Buys">
          <Amount value={bot.quantity} />
        </Fact>
        <Fact label="Holds">
          <Amount value={bot.position} />
        </Fact>
        <Fact label="Started">
          <Time at={bot.startedAt} />
        </Fact>
        <Fact label="Newest bar">
          <Time at={bot.lastBarAt} />
        </Fact>
      </Facts>
    </Panel>
  )
}
