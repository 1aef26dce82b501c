'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Instrument, InstrumentId } from '#core/market/instrument.ts'
import { instrumentsQuery } from './queries/markets.ts'

/** The rules of every instrument by its id; empty until they are read. */
export function useInstruments(): ReadonlyMap<InstrumentId, Instrument> {
  const { data } = useQuery(instrumentsQuery())
  return useMemo(() => new Map(data?.items.map((each) => [each.id, each])), [data])
}
