import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import * as bots from '#api/bots.ts'
import { fromWireId } from '#api/codecs/id.ts'
import * as market from '#api/market.ts'
import { botQuery } from '#browser/queries/bots.ts'
import { instrumentsQuery } from '#browser/queries/markets.ts'
import { BotPage } from '#components/bots/bot-page.tsx'
import { page } from '#http/page.ts'
import { getBot } from '#usecases/bots/get-bot.ts'
import { listInstruments } from '#usecases/market/list-instruments.ts'
import { Prefetched, reading } from '../../../prefetched.tsx'

export const metadata: Metadata = { title: 'Bot' }

export default async function DeskBotPage({ params }: PageProps<'/desk/bots/[botId]'>) {
  const ctx = await page('bots:read')
  const botId = fromWireId('bot', (await params).botId)
  if (botId === null) notFound()
  return (
    <Prefetched
      readings={[
        reading(ctx, instrumentsQuery(), [market.listInstruments, listInstruments]),
        reading(ctx, botQuery(botId), [bots.getBot, getBot]),
      ]}
    >
      <BotPage botId={botId} />
    </Prefetched>
  )
}
