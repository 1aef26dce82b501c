import { formatUnits, UNITS_PER_ONE, unitsOf } from '../../decimal.ts'
import { limitJson } from '../../dialect/exchange-info.ts'
import type { Account } from '../../engine/account.ts'
import { ASSETS } from '../../instruments.ts'
import type { Caller, Endpoint, EndpointContext } from '../endpoint.ts'
import type { Params } from '../params.ts'
import { askedInstrument } from './find-order.ts'
import { askedInstruments } from './general.ts'

/** Binance also prints fees as whole hundredths of a percent. */
const BASIS_POINT_UNITS = UNITS_PER_ONE / 10_000n

export const accountEndpoints: readonly Endpoint[] = [
  { method: 'GET', path: '/api/v3/account', security: 'USER_DATA', weight: 20, handle: account },
  {
    method: 'GET',
    path: '/api/v3/account/commission',
    security: 'USER_DATA',
    weight: 20,
    handle: commission,
  },
  {
    method: 'GET',
    path: '/sapi/v1/asset/tradeFee',
    security: 'USER_DATA',
    weight: 1,
    handle: tradeFees,
  },
  {
    method: 'GET',
    path: '/api/v3/rateLimit/order',
    security: 'USER_DATA',
    weight: 40,
    handle: orderRateLimits,
  },
  {
    method: 'GET',
    path: '/sapi/v1/account/apiRestrictions',
    security: 'USER_DATA',
    weight: 1,
    handle: apiRestrictions,
  },
  {
    method: 'POST',
    path: '/api/v3/userDataStream',
    security: 'KEY',
    weight: 2,
    handle: (context, _params, caller) => ({
      listenKey: context.listenKeys.create(caller.account),
    }),
  },
  {
    method: 'PUT',
    path: '/api/v3/userDataStream',
    security: 'KEY',
    weight: 2,
    handle: (context, params, caller) => {
      context.listenKeys.extend(caller.account, params.mandatoryText('listenKey'))
      return {}
    },
  },
  {
    method: 'DELETE',
    path: '/api/v3/userDataStream',
    security: 'KEY',
    weight: 2,
    handle: (context, params, caller) => {
      context.listenKeys.close(caller.account, params.mandatoryText('listenKey'))
      return {}
    },
  },
]

function account(_context: EndpointContext, params: Params, caller: Caller): unknown {
  const omitsZeros = params.text('omitZeroBalances') === 'true'
  params.close()
  const { key, account: it } = caller
  const maker = unitsOf(it.fees.maker)
  const taker = unitsOf(it.fees.taker)
  return {
    makerCommission: Number(maker / BASIS_POINT_UNITS),
    takerCommission: Number(taker / BASIS_POINT_UNITS),
    buyerCommission: 0,
    sellerCommission: 0,
    commissionRates: rates(it),
    canTrade: key.canTrade,
    canWithdraw: key.canWithdraw,
    canDeposit: true,
    brokered: false,
    requireSelfTradePrevention: false,
    preventSor: false,
    updateTime: it.updatedAt,
    accountType: 'SPOT',
    balances: balances(it, omitsZeros),
    permissions: ['SPOT'],
    uid: it.id,
  }
}

/** Every listed asset and every other one the account ever held. */
function balances(account: Account, omitsZeros: boolean): unknown[] {
  const assets = new Set([...ASSETS, ...account.balances.keys()])
  const rows: unknown[] = []
  for (const asset of assets) {
    const { free, locked } = account.balances.get(asset) ?? { free: 0n, locked: 0n }
    if (omitsZeros && free === 0n && locked === 0n) continue
    rows.push({ asset, free: formatUnits(free), locked: formatUnits(locked) })
  }
  return rows
}

function commission(context: EndpointContext, params: Params, caller: Caller): unknown {
  const { symbol } = askedInstrument(context, params)
  params.close()
  const { fees } = caller.account
  const zero = formatUnits(0n)
  const none = { maker: zero, taker: zero, buyer: zero, seller: zero }
  return {
    symbol,
    standardCommission: rates(caller.account),
    specialCommission: none,
    taxCommission: none,
    discount: {
      enabledForAccount: fees.payInBnb,
      enabledForSymbol: true,
      discountAsset: 'BNB',
      discount: formatUnits(UNITS_PER_ONE - unitsOf(fees.bnbDiscount)),
    },
  }
}

function tradeFees(context: EndpointContext, params: Params, caller: Caller): unknown {
  const instruments = askedInstruments(context, params)
  params.close()
  const { maker: makerCommission, taker: takerCommission } = caller.account.fees
  return instruments.map(({ symbol }) => ({ symbol, makerCommission, takerCommission }))
}

function rates(account: Account): Record<string, string> {
  return {
    maker: formatUnits(unitsOf(account.fees.maker)),
    taker: formatUnits(unitsOf(account.fees.taker)),
    buyer: formatUnits(0n),
    seller: formatUnits(0n),
  }
}

function orderRateLimits(context: EndpointContext, params: Params, caller: Caller): unknown {
  params.close()
  const { limits } = context.limiter
  const used = context.limiter.usedOrders(caller.account.id, context.exchange.now())
  return [
    { ...limitJson('ORDERS', 'SECOND', 10, limits.ordersPer10s), count: used.per10s },
    { ...limitJson('ORDERS', 'DAY', 1, limits.ordersPerDay), count: used.perDay },
  ]
}

function apiRestrictions(_context: EndpointContext, params: Params, caller: Caller): unknown {
  params.close()
  const { key } = caller
  return {
    ipRestrict: key.addresses.length > 0,
    createTime: key.at,
    enableReading: true,
    enableSpotAndMarginTrading: key.canTrade,
    enableWithdrawals: key.canWithdraw,
    enableInternalTransfer: false,
    enableMargin: false,
    enableFutures: false,
    permitsUniversalTransfer: false,
    enableVanillaOptions: false,
    enableFixApiTrade: false,
    enableFixReadOnly: false,
    enablePortfolioMarginTrading: false,
  }
}
