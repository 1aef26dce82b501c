import { ALL_ENDPOINTS } from '#api/all-endpoints.ts'
import { toWireId } from '#api/codecs/id.ts'
import type { InstrumentId } from '#core/market/instrument.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { ensureDataset } from '#store/candles.ts'
import type { TestAccount, TestFirm } from '../builders/firm.ts'
import { insertBreak } from '../builders/proof.ts'
import { callEndpoint, type Example } from '../call-endpoint.ts'
import type { TestPerson, TestWebHouse } from '../web-house.ts'

type ExampleDesk = {
  readonly house: TestWebHouse
  readonly firm: TestFirm
  /** Trades; has money. */
  readonly account: TestAccount
  /** Is killed. */
  readonly spare: TestAccount
  readonly instrumentId: InstrumentId
  readonly admin: TestPerson
  readonly trader: TestPerson
}

/** Things of one firm that requests can be about, made by its administrator through the API. */
export class MadeThings {
  readonly accountId: string
  readonly clientId: string
  readonly traderId: string
  readonly newOrder: object
  readonly kill: object
  readonly newSignalRule = { instrumentIds: [], timeframes: ['15m'], scoreMin: 5 }
  readonly newChannel = {
    owner: 'firm',
    name: 'Phone',
    target: { kind: 'ntfy', url: 'https://ntfy.example/', topic: 'desk' },
  }
  readonly #desk: ExampleDesk

  constructor(desk: ExampleDesk) {
    const { account, spare, instrumentId } = desk
    this.#desk = desk
    this.accountId = toWireId('account', account.accountId)
    this.clientId = toWireId('client', account.clientId)
    this.traderId = toWireId('user', desk.trader.userId)
    this.newOrder = {
      accountId: this.accountId,
      bookId: toWireId('book', account.bookId),
      instrumentId,
      side: 'buy',
      type: 'limit',
      timeInForce: 'GTC',
      quantity: '1',
      limitPrice: '100',
    }
    this.kill = {
      scope: { kind: 'account', id: toWireId('account', spare.accountId) },
      pauseEntries: true,
    }
  }

  async #made(name: string, changes: Example): Promise<Record<string, string>> {
    const endpoint = ALL_ENDPOINTS.find((candidate) => candidate.name === name)
    if (endpoint === undefined) throw new Error(`expected an endpoint named ${name}`)
    return (await callEndpoint(endpoint, this.#desk.admin, changes)).json()
  }

  async anOrder(): Promise<string> {
    return String((await this.#made('placeOrder', { body: this.newOrder }))['id'])
  }

  async aChannel(): Promise<string> {
    const { channel } = (await this.#made('createAlertChannel', {
      body: this.newChannel,
    })) as Record<string, unknown>
    return (channel as { id: string }).id
  }

  async aSignalRule(): Promise<string> {
    return String((await this.#made('createSignalRule', { body: this.newSignalRule }))['id'])
  }

  async aDeadDelivery(): Promise<string> {
    await this.#made('testAlertChannel', { params: { channelId: await this.aChannel() } })
    const [row] = await this.#desk.firm.db.write((tx) =>
      tx.query<{ id: string }>({ text: `UPDATE alert_delivery SET state = 'DEAD' RETURNING id` }),
    )
    return toWireId('alertDelivery', row?.id ?? '')
  }

  async anOpenOrder(): Promise<string> {
    const orderId = await this.anOrder()
    await this.#desk.firm.db.write((tx) =>
      tx.query({ text: `UPDATE "order" SET state = 'WORKING', closed_at = NULL` }),
    )
    return orderId
  }

  async anInvite(): Promise<string> {
    const body = { email: `${systemDice.uuid()}@example.test`, role: 'VIEWER' }
    const { invite } = await this.#made('createInvite', { body })
    return String(Object(invite).id)
  }

  async newBacktest() {
    const { house, instrumentId } = this.#desk
    const series = { instrumentId, source: 'sim' }
    const datasetId = await house.database.unscoped((tx) => ensureDataset(tx, series))
    return { strategy: 'sma-cross', datasetId, timeframe: '1h' }
  }

  async aResearchRun(): Promise<string> {
    return String((await this.#made('startBacktest', { body: await this.newBacktest() }))['id'])
  }

  newBot() {
    const name = `Bot ${systemDice.uuid()}`
    const terms = { strategy: 'sma-cross', timeframe: '1m', cash: '10', quantity: '1' }
    const { accountId } = this
    return { accountId, instrumentId: this.#desk.instrumentId, name, ...terms }
  }

  async aBot(): Promise<string> {
    return String((await this.#made('createBot', { body: this.newBot() }))['id'])
  }

  async aKillRun(): Promise<string> {
    return String((await this.#made('engageKill', { body: this.kill }))['id'])
  }

  async aVenueAccount(): Promise<string> {
    await this.#desk.house.database.unscoped((tx) =>
      tx.query({
        text: `INSERT INTO venue (id, name, kind, certification) VALUES ('kraken', 'Kraken', 'exchange', 'READ_ONLY')
               ON CONFLICT DO NOTHING`,
      }),
    )
    const name = `Kraken ${systemDice.uuid()}`
    const { clientId } = this
    const body = { clientId, venueId: 'kraken', name, mode: 'live' }
    return String((await this.#made('createAccount', { body }))['id'])
  }

  /** A new one each time: a break that was ended is ended. */
  async aBreak(cause: string, asset: string): Promise<string> {
    const fresh = `${asset}${systemDice.uuid().slice(-6).toUpperCase()}`
    const found = {
      state: 'OPEN',
      asset: fresh,
      cause,
      firstSeenAt: this.#desk.house.clock.now(),
    } as const
    await insertBreak(this.#desk.firm, this.#desk.account, found)
    const rows = await this.#desk.firm.db.read((tx) =>
      tx.query<{ id: string }>({
        text: 'SELECT id FROM "break" WHERE asset = $1',
        values: [fresh],
      }),
    )
    return toWireId('break', String(rows[0]?.id))
  }
}
