import { formatUnits, unitsOf } from '../../decimal.ts'
import type { BalanceMoved, DustConverted } from '../../engine/events.ts'
import { ASSETS } from '../../instruments.ts'
import type { Caller, Endpoint, EndpointContext } from '../endpoint.ts'
import type { Params } from '../params.ts'

const LIST_DEFAULT = 1_000
const LIST_MAX = 1_000
const SPAN_DEFAULT_MS = 90 * 86_400_000
const DEPOSIT_SUCCESS = 1
const WITHDRAWAL_COMPLETED = 6

export const capitalEndpoints: readonly Endpoint[] = [
  get('/sapi/v1/capital/deposit/hisrec', deposits),
  get('/sapi/v1/capital/withdraw/history', withdrawals),
  get('/sapi/v1/capital/config/getall', coins),
  get('/sapi/v1/asset/dribblet', dustLog),
  get('/sapi/v1/asset/assetDividend', (_context, params) => {
    for (const name of ['asset', 'startTime', 'endTime', 'limit']) params.text(name)
    params.close()
    return { rows: [], total: 0 }
  }),
  emptyList('/sapi/v1/margin/allPairs'),
  emptyList('/sapi/v1/margin/isolated/allPairs'),
  emptyList('/sapi/v1/margin/allAssets'),
]

type Handle = (context: EndpointContext, params: Params, caller: Caller) => unknown

function get(path: string, handle: Handle): Endpoint {
  return { method: 'GET', path, security: 'USER_DATA', weight: 1, handle }
}

/** This exchange has no margin trading; clients that list its markets ask all the same. */
function emptyList(path: string): Endpoint {
  return { method: 'GET', path, security: 'KEY', weight: 1, handle: () => [] }
}

function deposits(context: EndpointContext, params: Params, caller: Caller): unknown {
  params.text('includeSource')
  return transfers(context, params, caller, 'deposit').map((it) => ({
    id: String(it.id),
    amount: it.amount,
    coin: it.asset,
    network: it.network,
    status: DEPOSIT_SUCCESS,
    address: it.address,
    addressTag: '',
    txId: it.transactionId,
    insertTime: it.at,
    completeTime: it.at,
    transferType: 0,
    confirmTimes: '1/1',
    unlockConfirm: 0,
    walletType: 0,
  }))
}

function withdrawals(context: EndpointContext, params: Params, caller: Caller): unknown {
  params.text('withdrawOrderId')
  params.text('idList')
  return transfers(context, params, caller, 'withdrawal').map((it) => ({
    id: String(it.id),
    amount: formatUnits(-unitsOf(it.amount) - unitsOf(it.fee)),
    transactionFee: it.fee,
    coin: it.asset,
    status: WITHDRAWAL_COMPLETED,
    address: it.address,
    txId: it.transactionId,
    applyTime: dateText(it.at),
    network: it.network,
    transferType: 0,
    info: '',
    confirmNo: 1,
    walletType: 0,
    txKey: '',
    completeTime: dateText(it.at),
  }))
}

/** Newest first, as Binance lists them; the status filter lets through the only state there is. */
function transfers(
  context: EndpointContext,
  params: Params,
  caller: Caller,
  kind: 'deposit' | 'withdrawal',
): readonly BalanceMoved[] {
  const coin = params.text('coin')
  const status = params.integer('status')
  const transactionId = params.text('txId')
  const endAt = params.integer('endTime') ?? context.exchange.now()
  const startAt = params.integer('startTime') ?? endAt - SPAN_DEFAULT_MS
  const offset = params.integer('offset') ?? 0
  const limit = params.limit(LIST_DEFAULT, LIST_MAX)
  params.close()
  const only = kind === 'deposit' ? DEPOSIT_SUCCESS : WITHDRAWAL_COMPLETED
  if (status !== undefined && status !== only) return []
  return caller.account.transfers
    .filter((it) => it.kind === kind && it.at >= startAt && it.at <= endAt)
    .filter((it) => coin === undefined || it.asset === coin)
    .filter((it) => transactionId === undefined || it.transactionId === transactionId)
    .reverse()
    .slice(offset, offset + limit)
}

function coins(_context: EndpointContext, params: Params, caller: Caller): unknown {
  params.close()
  return ASSETS.map((coin) => {
    const balance = caller.account.balances.get(coin)
    return {
      coin,
      name: coin,
      depositAllEnable: true,
      withdrawAllEnable: true,
      trading: true,
      isLegalMoney: false,
      free: formatUnits(balance?.free ?? 0n),
      locked: formatUnits(balance?.locked ?? 0n),
      freeze: '0',
      ipoable: '0',
      ipoing: '0',
      storage: '0',
      withdrawing: '0',
      networkList: [],
    }
  })
}

function dustLog(context: EndpointContext, params: Params, caller: Caller): unknown {
  const endAt = params.integer('endTime') ?? context.exchange.now()
  const startAt = params.integer('startTime') ?? 0
  params.text('accountType')
  params.close()
  const found = caller.account.dust.filter((it) => it.at >= startAt && it.at <= endAt)
  return { total: found.length, userAssetDribblets: found.map(dribblet) }
}

function dribblet(dust: DustConverted): unknown {
  return {
    operateTime: dust.at,
    totalTransferedAmount: dust.received,
    totalServiceChargeAmount: dust.charge,
    transId: dust.id,
    userAssetDribbletDetails: [
      {
        transId: dust.id,
        serviceChargeAmount: dust.charge,
        amount: dust.amount,
        operateTime: dust.at,
        transferedAmount: dust.received,
        fromAsset: dust.fromAsset,
      },
    ],
  }
}

/** `2019-10-12 11:12:02`, UTC. */
function dateText(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ')
}
