import { DAY_MS } from '#core/time/time.ts'
import { systemDice } from '#runtime/system-dice.ts'
import type { Example } from '../call-endpoint.ts'
import type { MadeThings } from './made-things.ts'

type Examples = Record<string, () => Promise<Example> | Example>

/** One request per change that the API knows, each about things of one firm. */
export function endpointExamples(things: MadeThings): Examples {
  return {
    ...tradingExamples(things),
    ...houseExamples(things),
    ...alertExamples(things),
    ...researchExamples(things),
  }
}

function tradingExamples(things: MadeThings): Examples {
  return {
    placeOrder: () => ({ body: things.newOrder }),
    placeOrders: () => ({ body: { orders: [things.newOrder] } }),
    amendOrder: async () => ({
      params: { orderId: await things.anOpenOrder() },
      body: { limitPrice: '99' },
    }),
    cancelOrder: async () => ({ params: { orderId: await things.anOrder() } }),
    engageKill: () => ({ body: things.kill }),
    releaseKill: async () => ({ params: { killRunId: await things.aKillRun() } }),
    setUnprotectedReaction: () => ({
      params: { accountId: things.accountId },
      body: { reaction: 'close' },
    }),
    pauseAccount: () => ({ params: { accountId: things.accountId }, body: { reason: 'lunch' } }),
    resumeAccount: () => ({ params: { accountId: things.accountId } }),
    cancelAllOrders: () => ({ params: { accountId: things.accountId } }),
    acknowledgeBreak: async () => ({
      params: { breakId: await things.aBreak('FOREIGN_ACTIVITY', 'ETH') },
    }),
    resolveBreak: async () => ({
      params: { breakId: await things.aBreak('WRONG_BALANCE', 'BTC') },
      body: { act: 'accept-venue', note: 'counted by hand' },
    }),
  }
}

function houseExamples(things: MadeThings): Examples {
  return {
    createClient: () => ({ body: { name: `Client ${systemDice.uuid()}` } }),
    updateClient: () => ({ params: { clientId: things.clientId }, body: { stripe: 3 } }),
    createAccount: () => ({
      body: {
        clientId: things.clientId,
        venueId: 'sim',
        name: `Account ${systemDice.uuid()}`,
        mode: 'paper',
      },
    }),
    connectAccount: async () => ({
      params: { accountId: await things.aVenueAccount() },
      body: { apiKey: 'key-of-a-venue', secret: 'secret' },
    }),
    updatePerson: () => ({
      params: { userId: things.traderId },
      body: { role: 'TRADER' },
    }),
    createInvite: () => ({ body: { email: 'new@example.test', role: 'VIEWER' } }),
    revokeInvite: async () => ({ params: { inviteId: await things.anInvite() } }),
    issueStreamTicket: () => ({}),
    savePreference: () => ({ params: { key: 'table.orders' }, body: { value: { sort: 'age' } } }),
  }
}

function alertExamples(things: MadeThings): Examples {
  return {
    createAlertChannel: () => ({ body: things.newChannel }),
    updateAlertChannel: async () => ({
      params: { channelId: await things.aChannel() },
      body: { isEnabled: false },
    }),
    removeAlertChannel: async () => ({ params: { channelId: await things.aChannel() } }),
    testAlertChannel: async () => ({ params: { channelId: await things.aChannel() } }),
    redeliver: async () => ({ params: { deliveryId: await things.aDeadDelivery() } }),
    createSignalRule: () => ({ body: things.newSignalRule }),
    removeSignalRule: async () => ({ params: { signalRuleId: await things.aSignalRule() } }),
  }
}

function researchExamples(things: MadeThings): Examples {
  return {
    startBacktest: async () => ({ body: await things.newBacktest() }),
    startSweep: async () => ({
      body: { ...(await things.newBacktest()), grid: { fast: { from: 5, to: 10, step: 5 } } },
    }),
    cancelResearchRun: async () => ({ params: { runId: await things.aResearchRun() } }),
    scheduleHistory: async () => ({
      params: { datasetId: String((await things.newBacktest()).datasetId) },
      body: { cron: '15 * * * *', fromAt: Date.now() - DAY_MS },
    }),
    unscheduleHistory: async () => ({
      params: { datasetId: String((await things.newBacktest()).datasetId) },
    }),
    cancelHistoryFetch: async () => ({
      params: { datasetId: String((await things.newBacktest()).datasetId) },
    }),
    createBot: () => ({ body: things.newBot() }),
    startBot: async () => ({ params: { botId: await things.aBot() } }),
    stopBot: async () => ({
      params: { botId: await things.aBot() },
      body: { position: 'close' },
    }),
  }
}
