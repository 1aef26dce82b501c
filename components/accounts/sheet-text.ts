import type { VenueListing } from '#api/codecs/market.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/time/time.ts'

type Sheet = NonNullable<VenueListing['capabilities']>

/** What a venue promises about orders, each line in a few words. */
export function sheetLines(sheet: Sheet): readonly string[] {
  const { deadlineMs, queryByClientIdMs, settleMs } = sheet
  return [
    deadlineMs === null
      ? 'an old request is not refused'
      : `a request older than ${spanText(deadlineMs)} is refused`,
    DEDUPE[sheet.dedupe],
    queryByClientIdMs === null
      ? 'how long an order is found by our id is not promised'
      : `an order is found by our id for ${spanText(queryByClientIdMs)}`,
    `the engine may take ${spanText(sheet.engineTimeoutMs)}`,
    `reads may lag ${spanText(sheet.readLagMs)}`,
    sheet.cancelsOnDisconnect ? 'orders end with the connection' : 'orders outlive the connection',
    settleMs === null
      ? 'silence never means that there is no order'
      : `silence means no order after ${spanText(settleMs)}`,
  ]
}

const DEDUPE: Readonly<Record<Sheet['dedupe'], string>> = {
  forever: 'an order id is taken once',
  openOnly: 'an order id is taken once while its order is open',
  none: 'an order id may be taken twice',
}

/** How that is known: `tested` at the venue's engine, or `recorded` and only read. */
export function evidenceText({ evidence }: Pick<Sheet, 'evidence'>): string {
  return evidence === 'contract' ? 'tested' : 'recorded, read only'
}

const UNITS = [
  [DAY_MS, 'd'],
  [HOUR_MS, 'h'],
  [MINUTE_MS, 'min'],
  [SECOND_MS, 's'],
] as const

function spanText(ms: number): string {
  const [unitMs, name] = UNITS.find(([unit]) => ms >= unit && ms % unit === 0) ?? [1, 'ms']
  return `${ms / unitMs} ${name}`
}
