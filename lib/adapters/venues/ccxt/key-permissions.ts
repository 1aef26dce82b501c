import { z } from 'zod'
import type { VenuePermissions } from '#ports/venue.ts'
import type { VenueSheet } from './capabilities.ts'
import type { CcxtClient } from './load-dialect.ts'

type Dialect = VenueSheet['dialect']
/** The endpoints beyond Binance's that ask what a key may do; ccxt makes them by name. */
type Ask = (params?: object) => Promise<unknown>

/** Asks the venue what the client's key may do, in the venue's own words. */
export function askPermissions(dialect: Dialect, client: CcxtClient): Promise<unknown> {
  return endpointOf(client, ENDPOINTS[dialect])()
}

const ENDPOINTS: Readonly<Record<Dialect, string>> = {
  binance: 'sapiGetAccountApiRestrictions',
  bybit: 'privateGetV5UserQueryApi',
  coinbase: 'v3PrivateGetBrokerageKeyPermissions',
  kraken: 'privatePostGetApiKeyInfo',
}

function endpointOf(client: CcxtClient, name: string): Ask {
  const endpoint: unknown = Reflect.get(client, name)
  if (typeof endpoint !== 'function') throw new TypeError(`ccxt has no endpoint ${name}`)
  return (params) => endpoint.call(client, params)
}

const binanceShape = z.object({
  enableSpotAndMarginTrading: z.boolean(),
  enableWithdrawals: z.boolean(),
  ipRestrict: z.boolean(),
})
const bybitShape = z.object({
  result: z.object({
    readOnly: z.coerce.number(),
    permissions: z.object({ Wallet: z.array(z.string()), Spot: z.array(z.string()) }),
    ips: z.array(z.string()).nullish(),
  }),
})
const coinbaseShape = z.object({ can_trade: z.boolean(), can_transfer: z.boolean() })
const krakenShape = z.object({
  result: z.object({
    permissions: z.array(z.string()),
    ipAllowlist: z.array(z.string()).nullish(),
  }),
})

/** Reads what a key may do. Whatever can move money out of the account counts as a withdrawal. */
export function parsePermissions(dialect: Dialect, answer: unknown): VenuePermissions {
  switch (dialect) {
    case 'binance': {
      const rights = binanceShape.parse(answer)
      return {
        canTrade: rights.enableSpotAndMarginTrading,
        canWithdraw: rights.enableWithdrawals,
        isIpRestricted: rights.ipRestrict,
        message: answer,
      }
    }
    case 'bybit': {
      const { readOnly, permissions, ips } = bybitShape.parse(answer).result
      const isWriting = readOnly === 0
      return {
        canTrade: isWriting && permissions.Spot.includes('SpotTrade'),
        canWithdraw: isWriting && permissions.Wallet.includes('Withdraw'),
        isIpRestricted: (ips ?? []).some((address) => address !== '*'),
        message: answer,
      }
    }
    case 'coinbase': {
      const { can_trade, can_transfer } = coinbaseShape.parse(answer)
      return {
        canTrade: can_trade,
        canWithdraw: can_transfer,
        isIpRestricted: false,
        message: answer,
      }
    }
    case 'kraken': {
      const { permissions, ipAllowlist } = krakenShape.parse(answer).result
      return {
        canTrade: permissions.some((right) => /trade|modify-orders|create-orders/.test(right)),
        canWithdraw: permissions.some((right) => /withdraw/.test(right)),
        isIpRestricted: (ipAllowlist ?? []).length > 0,
        message: answer,
      }
    }
  }
}
