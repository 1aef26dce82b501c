import { formatUnits, unitsOf } from '../decimal.ts'
import { accountTradeJson, orderJson } from '../dialect/order-json.ts'
import { type Account, freeOf } from '../engine/account.ts'
import type { FeeTerms } from '../engine/events.ts'
import { readNewOrder } from '../rest/endpoints/order-params.ts'
import { place } from '../rest/endpoints/orders.ts'
import { Params } from '../rest/params.ts'
import type { Body } from './body.ts'
import type { ControlContext, ControlRequest, ControlRoute } from './control-context.ts'
import { ControlError } from './control-error.ts'
import { convertDust, FEES_DEFAULT, issueKey, openAccount, transfer } from './provision.ts'

export const accountRoutes: readonly ControlRoute[] = [
  { method: 'POST', path: '/accounts', handle: open },
  {
    method: 'GET',
    path: '/accounts',
    handle: ({ exchange }) =>
      Array.from(exchange.accounts.byId.values(), ({ id, name }) => ({ accountId: id, name })),
  },
  {
    method: 'POST',
    path: '/accounts/:id/keys',
    handle: (context, { ids, body }) =>
      issueKey(context.exchange, accountOf(context, ids).id, keyTerms(body)),
  },
  { method: 'PUT', path: '/accounts/:id/fees', handle: changeFees },
  {
    method: 'POST',
    path: '/accounts/:id/deposit',
    handle: (context, { ids, body }) => {
      const { id } = accountOf(context, ids)
      const network = body.optionalText('network')
      return deposit(context, id, body.text('asset'), body.text('amount'), network)
    },
  },
  { method: 'POST', path: '/accounts/:id/withdraw', handle: withdraw },
  {
    method: 'POST',
    path: '/accounts/:id/dust',
    handle: (context, { ids, body }) => {
      const { id } = accountOf(context, ids)
      const input = {
        accountId: id,
        asset: body.text('asset'),
        amount: body.optionalText('amount'),
      }
      return { received: convertDust(context.exchange, input) }
    },
  },
  { method: 'POST', path: '/accounts/:id/set-balance', handle: setBalance },
  {
    method: 'POST',
    path: '/accounts/:id/orders',
    handle: (context, { ids, body }) => {
      const params = new Params(body.asParams())
      const order = readNewOrder(params)
      params.close()
      return place(context, accountOf(context, ids), { ...order, responseType: 'FULL' })
    },
  },
  { method: 'DELETE', path: '/accounts/:id/orders/:id', handle: cancelOrder },
  { method: 'GET', path: '/accounts/:id/state', handle: state },
]

function open(context: ControlContext, { body }: ControlRequest): unknown {
  const name = body.optionalText('name') ?? 'account'
  const fees = feeTerms(body.optionalObject('fees'), FEES_DEFAULT)
  const opened = openAccount(context.exchange, { ...keyTerms(body), name, fees })
  const balances = body.optionalObject('balances')
  for (const asset of balances?.names() ?? []) {
    deposit(context, opened.accountId, asset, balances?.text(asset) ?? '0')
  }
  return opened
}

function deposit(
  context: ControlContext,
  accountId: number,
  asset: string,
  amount: string,
  network?: string,
): unknown {
  const change = amountOf(amount)
  return { id: transfer(context.exchange, { accountId, kind: 'deposit', asset, change, network }) }
}

function withdraw(context: ControlContext, { ids, body }: ControlRequest): unknown {
  const accountId = accountOf(context, ids).id
  const fee = amountOf(body.optionalText('fee') ?? '0')
  const change = -amountOf(body.text('amount')) - fee
  const asset = body.text('asset')
  const network = body.optionalText('network')
  const input = { accountId, kind: 'withdrawal' as const, asset, change, fee, network }
  return { id: transfer(context.exchange, input) }
}

/** Makes a free balance what it should not be, with no trace in any history. */
function setBalance(context: ControlContext, { ids, body }: ControlRequest): unknown {
  const account = accountOf(context, ids)
  const asset = body.text('asset')
  const change = amountOf(body.text('free')) - freeOf(account, asset)
  transfer(context.exchange, { accountId: account.id, kind: 'correction', asset, change })
  return { free: formatUnits(freeOf(account, asset)) }
}

function changeFees(context: ControlContext, { ids, body }: ControlRequest): unknown {
  const account = accountOf(context, ids)
  const { exchange } = context
  const fees = feeTerms(body, account.fees)
  exchange.record({ type: 'fees-changed', accountId: account.id, fees, at: exchange.now() })
  exchange.finish()
  return fees
}

/** A cancel by the venue itself: nobody asked for it. */
function cancelOrder(context: ControlContext, { ids }: ControlRequest): unknown {
  const account = accountOf(context, ids)
  const order = account.openOrders.get(ids[1] ?? 0)
  if (order === undefined) throw new ControlError(`account ${account.id} has no such open order`)
  context.exchange.cancel(order)
  return orderJson(context.exchange.book(order.terms.symbol).instrument, order)
}

function state(context: ControlContext, { ids }: ControlRequest): unknown {
  const account = accountOf(context, ids)
  const { exchange } = context
  const balances = Object.fromEntries(
    Array.from(account.balances, ([asset, { free, locked }]) => [
      asset,
      { free: formatUnits(free), locked: formatUnits(locked) },
    ]),
  )
  return {
    accountId: account.id,
    name: account.name,
    fees: account.fees,
    balances,
    orders: [...account.orders.values()]
      .flat()
      .map((order) => orderJson(exchange.book(order.terms.symbol).instrument, order)),
    trades: [...account.trades.values()]
      .flat()
      .map((trade) => accountTradeJson(exchange.book(trade.symbol).instrument, trade)),
    transfers: account.transfers,
    dust: account.dust,
    userStreams: context.streams.userStreamCount(account.id),
  }
}

function accountOf(context: ControlContext, ids: readonly number[]): Account {
  const account = context.exchange.accounts.byId.get(ids[0] ?? 0)
  if (account === undefined) throw new ControlError(`there is no account ${ids[0]}`)
  return account
}

function keyTerms(body: Body) {
  return {
    canTrade: body.optionalBoolean('canTrade'),
    canWithdraw: body.optionalBoolean('canWithdraw'),
    addresses: body.optionalTexts('addresses'),
  }
}

function feeTerms(body: Body | undefined, fallback: FeeTerms): FeeTerms {
  const rate = (name: 'maker' | 'taker' | 'bnbDiscount') => {
    const text = body?.optionalText(name) ?? fallback[name]
    amountOf(text)
    return text
  }
  return {
    maker: rate('maker'),
    taker: rate('taker'),
    bnbDiscount: rate('bnbDiscount'),
    payInBnb: body?.optionalBoolean('payInBnb') ?? fallback.payInBnb,
  }
}

function amountOf(text: string): bigint {
  try {
    return unitsOf(text)
  } catch (cause) {
    throw new ControlError(`expected a decimal amount as text: ${String(cause)}`)
  }
}
