import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The real exchange as a child process, for tests that trade with it.
 *
 *     await using exchange = await startExchange()
 *     const account = await exchange.control.openAccount({ balances: { USDT: '10000' } })
 *     await exchange.control.addLiquidity('BTCUSDT', [{ side: 'SELL', price: '50000', quantity: '1' }])
 *
 * Without `agents` the books hold only what the test puts there. `kill()` is kill -9; start again with the same
 * `dataFolder` to see what survived.
 */
export type StartExchangeOptions = {
  readonly seed?: number
  /** The market's own traders; off unless asked for. */
  readonly agents?: boolean
  readonly feed?: string
  /** Kept after `stop`; a folder of its own is removed. */
  readonly dataFolder?: string
  /** Those of an exchange before it, so that its clients find this one. */
  readonly ports?: { readonly rest: number; readonly control: number }
}

export type AccountKey = {
  readonly accountId: number
  readonly apiKey: string
  readonly apiSecret: string
}

export type ExchangeProcess = AsyncDisposable & {
  readonly restUrl: string
  readonly wsUrl: string
  readonly controlUrl: string
  readonly dataFolder: string
  readonly ports: { readonly rest: number; readonly control: number }
  readonly control: ExchangeControl
  /** SIGTERM; resolves when the process has saved and gone. */
  stop(): Promise<void>
  /** kill -9. */
  kill(): Promise<void>
}

type Ready = { readonly type: 'ready'; readonly ports: { rest: number; control: number } }

const BIN = fileURLToPath(new URL('../bin/exchange.ts', import.meta.url))

export async function startExchange(options: StartExchangeOptions = {}): Promise<ExchangeProcess> {
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'truebook-exchange-'))
  const child = fork(BIN, {
    execArgv: [],
    env: {
      NODE_ENV: 'test', // Next's types ask it of every environment
      PATH: process.env['PATH'],
      EXCHANGE_DATA: dataFolder,
      EXCHANGE_SEED: String(options.seed ?? 1),
      EXCHANGE_AGENTS: options.agents === true ? 'on' : 'off',
      ...(options.feed === undefined ? {} : { EXCHANGE_FEED: options.feed }),
      ...(options.ports === undefined
        ? {}
        : {
            EXCHANGE_PORT: String(options.ports.rest),
            EXCHANGE_CONTROL_PORT: String(options.ports.control),
          }),
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const gone = once(child, 'exit')
  const failed = gone.then(([code]) => {
    throw new Error(`the exchange ended with code ${code} before it was ready`)
  })
  const [ready] = (await Promise.race([once(child, 'message'), failed])) as [Ready]
  // From here on its end is expected.
  failed.catch(() => undefined)
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    child.kill(signal)
    await gone
    if (signal === 'SIGTERM' && options.dataFolder === undefined) {
      rmSync(dataFolder, { recursive: true, force: true })
    }
  }
  const controlUrl = `http://127.0.0.1:${ready.ports.control}`
  return {
    restUrl: `http://127.0.0.1:${ready.ports.rest}`,
    wsUrl: `ws://127.0.0.1:${ready.ports.rest}`,
    controlUrl,
    dataFolder,
    ports: ready.ports,
    control: new ExchangeControl(controlUrl),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    [Symbol.asyncDispose]: () => end('SIGTERM'),
  }
}

export type HouseOrder = {
  readonly side: 'BUY' | 'SELL'
  readonly price: string
  readonly quantity: string
}

/** One trade of an account, in the dialect's own fields; those that tests read. */
export type VenueTrade = {
  readonly symbol: string
  readonly id: number
  readonly orderId: number
  readonly qty: string
  readonly quoteQty: string
  readonly commission: string
  readonly commissionAsset: string
  readonly isBuyer: boolean
}

export type ExchangeState = {
  readonly accountId: number
  readonly balances: Readonly<Record<string, { free: string; locked: string }>>
  readonly orders: readonly Readonly<Record<string, unknown>>[]
  readonly trades: readonly VenueTrade[]
  readonly userStreams: number
}

export type PlantedFault = {
  readonly kind: string
  readonly ms?: number
  readonly status?: number
  readonly when?: 'before' | 'after'
  readonly code?: number
  readonly message?: string
  readonly count?: number
  readonly match?: { readonly method?: string; readonly path?: string; readonly accountId?: number }
  /** disconnect: user, market or all. */
  readonly target?: 'user' | 'market' | 'all'
  /** replay-fill: whose. */
  readonly accountId?: number
}

export type FeeChange = {
  readonly maker?: string
  readonly taker?: string
  readonly payInBnb?: boolean
  readonly bnbDiscount?: string
}

/** The exchange's control port. Every call throws with the exchange's words when it refuses. */
export class ExchangeControl {
  private readonly url: string

  constructor(url: string) {
    this.url = url
  }

  openAccount(
    terms: {
      readonly name?: string
      readonly canTrade?: boolean
      readonly canWithdraw?: boolean
      readonly addresses?: readonly string[]
      readonly fees?: FeeChange
      readonly balances?: Readonly<Record<string, string>>
    } = {},
  ): Promise<AccountKey> {
    return this.call('POST', '/accounts', terms)
  }

  changeFees(accountId: number, fees: FeeChange): Promise<unknown> {
    return this.call('PUT', `/accounts/${accountId}/fees`, fees)
  }

  deposit(accountId: number, asset: string, amount: string): Promise<{ id: number }> {
    return this.call('POST', `/accounts/${accountId}/deposit`, { asset, amount })
  }

  withdraw(accountId: number, asset: string, amount: string, fee = '0'): Promise<{ id: number }> {
    return this.call('POST', `/accounts/${accountId}/withdraw`, { asset, amount, fee })
  }

  /** Converts all of a free balance to BNB. */
  convertDust(accountId: number, asset: string): Promise<{ received: string }> {
    return this.call('POST', `/accounts/${accountId}/dust`, { asset })
  }

  /** Makes a free balance wrong, with no trace in any history. */
  setBalance(accountId: number, asset: string, free: string): Promise<unknown> {
    return this.call('POST', `/accounts/${accountId}/set-balance`, { asset, free })
  }

  /** An order somebody else places on the account; the dialect's parameters, answered as there. */
  placeOrder(
    accountId: number,
    order: Readonly<Record<string, string>>,
  ): Promise<Readonly<Record<string, unknown>>> {
    return this.call('POST', `/accounts/${accountId}/orders`, order)
  }

  /** A cancel nobody asked for. */
  cancelOrder(accountId: number, orderId: number): Promise<unknown> {
    return this.call('DELETE', `/accounts/${accountId}/orders/${orderId}`)
  }

  state(accountId: number): Promise<ExchangeState> {
    return this.call('GET', `/accounts/${accountId}/state`)
  }

  /** House orders: they take what they cross, and rest. */
  addLiquidity(symbol: string, orders: readonly HouseOrder[]): Promise<{ ids: readonly number[] }> {
    return this.call('POST', '/liquidity', { symbol, orders })
  }

  removeLiquidity(symbol: string, ids: readonly number[]): Promise<unknown> {
    return this.call('DELETE', '/liquidity', { symbol, ids: ids.map(String) })
  }

  /** Names that are left out get Binance's limits back; counts and bans are forgotten. */
  setLimits(limits: {
    readonly requestWeightPerMinute?: number
    readonly ordersPer10s?: number
    readonly ordersPerDay?: number
    readonly rawRequestsPer5m?: number
  }): Promise<unknown> {
    return this.call('PUT', '/limits', limits)
  }

  plantFault(fault: PlantedFault): Promise<{ readonly id: number }> {
    return this.call('POST', '/faults', fault)
  }

  removeFault(id: number): Promise<unknown> {
    return this.call('DELETE', `/faults/${id}`)
  }

  clearFaults(): Promise<unknown> {
    return this.call('DELETE', '/faults')
  }

  health(): Promise<Readonly<Record<string, unknown>>> {
    return this.call('GET', '/health')
  }

  private async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(this.url + path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`exchange control ${method} ${path}: ${text}`)
    // The control port's answers are what this class declares; its own tests hold it to that.
    return JSON.parse(text) as T
  }
}
