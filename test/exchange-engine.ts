import { formatUnits, unitsOf } from '#exchange/decimal.ts'
import type { Account } from '#exchange/engine/account.ts'
import { createAgentPort, placeHouseOrder } from '#exchange/engine/agent-door.ts'
import type { OrderRequest } from '#exchange/engine/check-order.ts'
import type { ExchangeEvent, FeeTerms } from '#exchange/engine/events.ts'
import { Exchange } from '#exchange/engine/exchange.ts'

export const ENGINE_START_AT = 1_700_000_000_000

const NO_FEES: FeeTerms = { maker: '0', taker: '0', payInBnb: false, bnbDiscount: '0.25' }

/** The matching engine with a told clock, its events kept in memory, and shorthands for tests. */
export class TestEngine {
  readonly events: ExchangeEvent[] = []
  readonly exchange: Exchange
  now = ENGINE_START_AT
  private clientIds = 0

  constructor(options: { averageTicks?: number; events?: readonly ExchangeEvent[] } = {}) {
    this.exchange = new Exchange({
      now: () => this.now,
      averageTicks: () => options.averageTicks ?? 0,
      makeClientOrderId: () => `test-${++this.clientIds}`,
    })
    this.exchange.observe({ committed: (events) => void this.events.push(...events) })
    this.exchange.recover(options.events ?? [])
  }

  /** Opens an account without fees unless told otherwise. */
  account(balances: Readonly<Record<string, string>>, fees: Partial<FeeTerms> = {}): Account {
    const accountId = this.exchange.accounts.byId.size + 1
    const terms = { ...NO_FEES, ...fees }
    const at = this.now
    this.exchange.record({ type: 'account-opened', accountId, name: 'test', fees: terms, at })
    for (const [asset, amount] of Object.entries(balances)) this.deposit(accountId, asset, amount)
    return this.exchange.accounts.account(accountId)
  }

  /** House liquidity: `['SELL', '100.00', '2']`. */
  quote(symbol: string, ...orders: readonly (readonly ['BUY' | 'SELL', string, string])[]): void {
    const port = createAgentPort(this.exchange)
    for (const [side, price, quantity] of orders) {
      placeHouseOrder(this.exchange, port, { symbol, side, price, quantity })
    }
  }

  /** Places with the defaults BTCUSDT, BUY, LIMIT, GTC. */
  place(account: Account, request: Partial<OrderRequest>) {
    return this.exchange.place(account, anOrder(request))
  }

  balance(account: Account, asset: string): { free: string; locked: string } {
    const { free, locked } = account.balances.get(asset) ?? { free: 0n, locked: 0n }
    return { free: formatUnits(free), locked: formatUnits(locked) }
  }

  private deposit(accountId: number, asset: string, amount: string): void {
    this.exchange.record({
      type: 'balance-moved',
      id: this.exchange.accounts.lastTransferId + 1,
      accountId,
      kind: 'deposit',
      asset,
      amount: formatUnits(unitsOf(amount)),
      fee: '0',
      network: asset,
      address: '',
      transactionId: '',
      at: this.now,
    })
    this.exchange.finish()
  }
}

export function anOrder(request: Partial<OrderRequest> = {}): OrderRequest {
  return {
    symbol: 'BTCUSDT',
    side: 'BUY',
    type: 'LIMIT',
    timeInForce: 'GTC',
    selfTrade: 'EXPIRE_MAKER',
    ...request,
  }
}
