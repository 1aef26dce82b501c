import type { CallInput } from '#api/endpoint.ts'
import { listCandles, listInstruments, listQuotes, listVenues } from '#api/market.ts'
import { endpointQuery } from './endpoint-query.ts'

export const venuesQuery = () => endpointQuery(listVenues, {})
export const instrumentsQuery = (input: CallInput<typeof listInstruments> = {}) =>
  endpointQuery(listInstruments, input)
export const quotesQuery = (input: CallInput<typeof listQuotes> = {}) =>
  endpointQuery(listQuotes, input)
export const candlesQuery = (input: CallInput<typeof listCandles>) =>
  endpointQuery(listCandles, input)
