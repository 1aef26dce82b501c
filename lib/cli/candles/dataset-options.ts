import {
  type InstrumentId,
  instrumentIdOf,
  MarketNameError,
  parseInstrumentId,
} from '#core/market/instrument.ts'
import { UsageError } from '../cli-command.ts'

/** `--instrument`, for commands that store candles. */
export const INSTRUMENT_OPTION = {
  type: 'string',
  placeholder: 'VENUE:BASE-QUOTE',
  summary: 'required: of what',
} as const

/** `--data`, for commands that need the desk's database. */
export const DATA_OPTION = {
  type: 'string',
  default: '.truebook',
  placeholder: 'DIR',
  summary: "the desk's data folder",
} as const

/** The instrument that was typed. Throws UsageError. */
export function instrumentAsked(text = 'nothing'): InstrumentId {
  try {
    return instrumentIdOf(parseInstrumentId(text))
  } catch (error) {
    if (error instanceof MarketNameError) throw new UsageError(`--instrument: ${error.message}`)
    throw error
  }
}
