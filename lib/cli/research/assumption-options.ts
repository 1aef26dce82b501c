import {
  type Assumptions,
  checkAssumptions,
  DEFAULT_ASSUMPTIONS,
  type Sizing,
} from '#core/backtest/assumptions.ts'
import { type CliValues, UsageError } from '../cli-command.ts'

const HOUR_MS = 3_600_000
const USUAL = DEFAULT_ASSUMPTIONS

/** The simulated broker, in options that `backtest`, `sweep` and the checks share. */
export const ASSUMPTION_OPTIONS = {
  cash: number(USUAL.cash, 'what the account begins with'),
  'fee-bps': number(USUAL.feeBps, 'fee of each side in basis points of the notional'),
  'maker-fee-bps': optional('the same for limit orders and targets; as --fee-bps unless told'),
  units: optional('trade this quantity each time (1 unless told)'),
  'equity-fraction': optional('trade this part of the equity instead'),
  'risk-fraction': optional(
    'lose this part of the equity at the stop instead; without a stop, invest it',
  ),
  'slippage-bps': number(0, 'half the spread, in basis points, paid by orders that do not wait'),
  'slippage-atr': number(0, 'so many average true ranges, where that is more'),
  'slippage-impact': number(0, 'times price x sqrt(quantity / volume), where that is more'),
  'funding-rate': optional('paid by longs on the notional at each funding time'),
  'funding-hours': number(8, 'hours between funding times'),
  tick: optional('fills lie on this step, to our disadvantage'),
  lot: optional('quantities are multiples of it, rounded down'),
  'quantity-min': number(0, 'smaller entries are not taken'),
  'notional-min': number(0, 'smaller entries are not taken'),
  leverage: number(1, 'how many times the equity a position may be'),
  maintenance: number(0, 'the part of the notional below which it is liquidated'),
  'at-end': {
    type: 'string',
    placeholder: 'close|mark',
    default: USUAL.atEnd,
    summary: 'a position left at the end is closed at the last close, or stays and is valued there',
  },
} as const

/** Reads what the broker is. Throws UsageError that names the option. */
export function readAssumptions(values: CliValues<typeof ASSUMPTION_OPTIONS>): Assumptions {
  const read = (name: keyof typeof ASSUMPTION_OPTIONS) => numberIn(name, values[name])
  const known = (name: keyof typeof ASSUMPTION_OPTIONS) => read(name) ?? 0
  const atEnd = values['at-end']
  if (atEnd !== 'close' && atEnd !== 'mark') {
    throw new UsageError(`--at-end expects close or mark, found "${atEnd}"`)
  }
  const rate = read('funding-rate')
  const feeBps = known('fee-bps')
  const assumptions: Assumptions = {
    cash: known('cash'),
    sizing: readSizing(values),
    feeBps,
    makerFeeBps: read('maker-fee-bps') ?? feeBps,
    slippage: {
      halfSpreadBps: known('slippage-bps'),
      atrTimes: known('slippage-atr'),
      impact: known('slippage-impact'),
    },
    funding: rate === null ? null : { rate, everyMs: known('funding-hours') * HOUR_MS },
    tick: read('tick'),
    lot: read('lot'),
    quantityMin: known('quantity-min'),
    notionalMin: known('notional-min'),
    leverage: known('leverage'),
    maintenance: known('maintenance'),
    atEnd,
  }
  const fault = checkAssumptions(assumptions)
  if (fault !== null) throw new UsageError(fault)
  return assumptions
}

function readSizing(values: CliValues<typeof ASSUMPTION_OPTIONS>): Sizing {
  const units = numberIn('units', values.units)
  const equity = numberIn('equity-fraction', values['equity-fraction'])
  const risk = numberIn('risk-fraction', values['risk-fraction'])
  if ([units, equity, risk].filter((value) => value !== null).length > 1) {
    throw new UsageError('expected one of --units, --equity-fraction and --risk-fraction')
  }
  if (equity !== null) return { kind: 'equity', fraction: equity }
  if (risk !== null) return { kind: 'risk', fraction: risk }
  return units === null ? USUAL.sizing : { kind: 'units', units }
}

function numberIn(name: string, text: string | undefined): number | null {
  if (text === undefined) return null
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (Number.isFinite(value)) return value
  throw new UsageError(`--${name} expects a number, found "${text}"`)
}

function number(usual: number, summary: string) {
  return { type: 'string', placeholder: 'N', default: String(usual), summary } as const
}

function optional(summary: string) {
  return { type: 'string', placeholder: 'N', summary } as const
}
