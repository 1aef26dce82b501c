import { randomBytes } from 'node:crypto'
import { formatUnits, UNITS_PER_ONE, unitsOf } from '../decimal.ts'
import { freeOf } from '../engine/account.ts'
import type { FeeTerms, TransferKind } from '../engine/events.ts'
import type { Exchange } from '../engine/exchange.ts'
import { quoteUnits } from '../instruments.ts'
import { ControlError } from './control-error.ts'

export const FEES_DEFAULT: FeeTerms = {
  maker: '0.001',
  taker: '0.001',
  payInBnb: false,
  bnbDiscount: '0.25',
}
/** Binance keeps this share of a dust conversion. */
const DUST_CHARGE_PERCENT = 2n
const KEY_BYTES = 32

export type KeyTerms = {
  readonly canTrade?: boolean | undefined
  readonly canWithdraw?: boolean | undefined
  /** The key works only from these addresses; empty means from any. */
  readonly addresses?: readonly string[] | undefined
}

export type IssuedKey = { readonly apiKey: string; readonly apiSecret: string }

/** Opens an account with one key. Returns its id and the key. */
export function openAccount(
  exchange: Exchange,
  terms: KeyTerms & { readonly name: string; readonly fees: FeeTerms },
): IssuedKey & { readonly accountId: number } {
  const accountId = Math.max(0, ...exchange.accounts.byId.keys()) + 1
  const { name, fees } = terms
  exchange.record({ type: 'account-opened', accountId, name, fees, at: exchange.now() })
  return { accountId, ...issueKey(exchange, accountId, terms) }
}

export function issueKey(exchange: Exchange, accountId: number, terms: KeyTerms): IssuedKey {
  const apiKey = randomBytes(KEY_BYTES).toString('hex')
  const apiSecret = randomBytes(KEY_BYTES).toString('hex')
  exchange.record({
    type: 'key-issued',
    accountId,
    apiKey,
    apiSecret,
    canTrade: terms.canTrade ?? true,
    canWithdraw: terms.canWithdraw ?? false,
    addresses: terms.addresses ?? [],
    at: exchange.now(),
  })
  exchange.finish()
  return { apiKey, apiSecret }
}

export type Transfer = {
  readonly accountId: number
  readonly kind: TransferKind
  readonly asset: string
  /** Signed change of the free balance, in units. */
  readonly change: bigint
  readonly fee?: bigint | undefined
  readonly network?: string | undefined
}

/** Moves a free balance; refuses to go below zero. Returns the transfer's id. */
export function transfer(exchange: Exchange, input: Transfer): number {
  const account = exchange.accounts.account(input.accountId)
  if (freeOf(account, input.asset) + input.change < 0n) {
    throw new ControlError(`account ${account.id} has too little free ${input.asset}`)
  }
  const id = exchange.accounts.lastTransferId + 1
  exchange.record({
    type: 'balance-moved',
    id,
    accountId: input.accountId,
    kind: input.kind,
    asset: input.asset,
    amount: formatUnits(input.change),
    fee: formatUnits(input.fee ?? 0n),
    network: input.network ?? input.asset,
    address: `simulated-${input.asset.toLowerCase()}-address`,
    transactionId: randomBytes(KEY_BYTES).toString('hex'),
    at: exchange.now(),
  })
  exchange.finish()
  return id
}

/** Turns a free balance into BNB at the last prices, less the charge. Returns the BNB received. */
export function convertDust(
  exchange: Exchange,
  input: {
    readonly accountId: number
    readonly asset: string
    readonly amount?: string | undefined
  },
): string {
  const account = exchange.accounts.account(input.accountId)
  const free = freeOf(account, input.asset)
  const amount = input.amount === undefined ? free : unitsOf(input.amount)
  if (amount <= 0n || amount > free) {
    throw new ControlError(`account ${account.id} has no ${input.asset} to convert`)
  }
  const gross = (amount * quotePrice(exchange, input.asset)) / quotePrice(exchange, 'BNB')
  const charge = (gross * DUST_CHARGE_PERCENT) / 100n
  const received = formatUnits(gross - charge)
  exchange.record({
    type: 'dust-converted',
    id: exchange.accounts.lastTransferId + 1,
    accountId: input.accountId,
    fromAsset: input.asset,
    amount: formatUnits(amount),
    received,
    charge: formatUnits(charge),
    at: exchange.now(),
  })
  exchange.finish()
  return received
}

/** Quote units of one whole unit of the asset, by its last trade. */
function quotePrice(exchange: Exchange, asset: string): bigint {
  if (asset === 'USDT') return UNITS_PER_ONE
  const book = exchange.books.get(`${asset}USDT`)
  if (book === undefined || book.lastTradeTicks === 0) {
    throw new ControlError(`${asset} has no price to convert at`)
  }
  return quoteUnits(book.instrument, book.lastTradeTicks, 10 ** book.instrument.lotDecimals)
}
