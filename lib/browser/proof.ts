import type { BreakView } from '#api/codecs/proof.ts'
import { BREAK_CAUSES } from '#core/ledger/break-cause.ts'
import { type AssetId, type InstrumentId, parseInstrumentId } from '#core/market/instrument.ts'
import { type Amount, amountOf, type Decimal } from '#core/money/money.ts'
import type { Settling } from '#core/orders/order-doubt.ts'
import type { UnixMs } from '#core/time/time.ts'

/** How far a number can be trusted. Whoever shows it writes `theirs` as it writes its own. */
export type ProofState =
  | { readonly kind: 'proven' }
  /** Sent, not yet acknowledged. */
  | { readonly kind: 'inFlight' }
  /** True at that moment; nobody has heard since. */
  | { readonly kind: 'stale'; readonly at: UnixMs }
  /** The outcome is not known. */
  | { readonly kind: 'inDoubt' }
  /** Ours is not what the venue says; `theirs` is null where only that is known. */
  | { readonly kind: 'broken'; readonly theirs: Amount | null; readonly breakId: string }

export const PROVEN_STATE: ProofState = { kind: 'proven' }

/** What is known against the numbers of the accounts on screen. */
export type ProofBoard = {
  /** Since when nothing is heard at all: no stream. null while it is heard. */
  readonly lostAt: UnixMs | null
  /** Since when an account's runner or venue is silent. An account that is heard is not named. */
  readonly silentAt: ReadonlyMap<string, UnixMs>
  /** Breaks that make a number wrong, by account. */
  readonly breaks: ReadonlyMap<string, readonly BreakView[]>
  /** Orders that are not settled, by account. */
  readonly unsettled: ReadonlyMap<string, readonly UnsettledOrder[]>
}

export type UnsettledOrder = {
  readonly id: string
  readonly instrumentId: InstrumentId
  readonly settling: Exclude<Settling, 'settled'>
}

export const EMPTY_BOARD: ProofBoard = {
  lostAt: null,
  silentAt: new Map(),
  breaks: new Map(),
  unsettled: new Map(),
}

/** The worst first: what is wrong, what is not known, what is old, what is on its way. */
const WORST_FIRST: readonly ProofState['kind'][] = [
  'broken',
  'inDoubt',
  'stale',
  'inFlight',
  'proven',
]

/** The one of several that a number made of all of them shows. */
export function worstOf(states: readonly ProofState[]): ProofState {
  let worst = PROVEN_STATE
  for (const state of states) {
    if (rank(state) < rank(worst) || isOlder(state, worst)) worst = state
  }
  return worst
}

function rank({ kind }: ProofState): number {
  return WORST_FIRST.indexOf(kind)
}

function isOlder(a: ProofState, b: ProofState): boolean {
  return a.kind === 'stale' && b.kind === 'stale' && a.at < b.at
}

/** Whether an account is heard: its runner, its venue, and we by them. */
export function proofOfAccount(board: ProofBoard, accountId: string): ProofState {
  const silentAt = board.silentAt.get(accountId) ?? null
  const { lostAt } = board
  if (silentAt === null && lostAt === null) return PROVEN_STATE
  const at = silentAt === null || (lostAt !== null && lostAt < silentAt) ? lostAt : silentAt
  return at === null ? PROVEN_STATE : { kind: 'stale', at }
}

/** What is owned of an asset. `ours` is the number shown: a part of the balance is off by the whole difference. */
export function proofOfBalance(
  board: ProofBoard,
  { accountId, asset, ours }: { accountId: string; asset: AssetId; ours: Decimal },
): ProofState {
  const found = breakOf(board, accountId, ({ subject }) => subject === `balance:${asset}`)
  if (found !== null) return brokenBy(found, ours)
  const orders = (board.unsettled.get(accountId) ?? []).filter(({ instrumentId }) => {
    const { base, quote } = parseInstrumentId(instrumentId)
    return base === asset || quote === asset
  })
  return worstOf([proofOfAccount(board, accountId), ...orders.map(settlingState)])
}

/** What is held of an instrument: its base asset's balance is what the venue can be asked about. */
export function proofOfPosition(
  board: ProofBoard,
  position: { accountId: string; instrumentId: InstrumentId; quantity: Decimal },
): ProofState {
  const { accountId, instrumentId, quantity } = position
  const { base } = parseInstrumentId(instrumentId)
  const found = breakOf(board, accountId, ({ subject }) => subject === `balance:${base}`)
  if (found !== null) return brokenBy(found, quantity)
  const orders = (board.unsettled.get(accountId) ?? []).filter(
    (order) => order.instrumentId === instrumentId,
  )
  return worstOf([proofOfAccount(board, accountId), ...orders.map(settlingState)])
}

/** What an order's own fields say. */
export function proofOfOrder(
  board: ProofBoard,
  { id, accountId }: { readonly id: string; readonly accountId: string },
): ProofState {
  const found = breakOf(board, accountId, ({ subject }) => subject === `order:${id}`)
  if (found !== null) return { kind: 'broken', theirs: null, breakId: found.id }
  const own = (board.unsettled.get(accountId) ?? []).filter((order) => order.id === id)
  return worstOf([proofOfAccount(board, accountId), ...own.map(settlingState)])
}

/** A sum over accounts: as good as the worst of them. */
export function proofOfTotal(board: ProofBoard, accountIds: readonly string[]): ProofState {
  return worstOf(
    accountIds.flatMap((accountId) => [
      proofOfAccount(board, accountId),
      ...(board.breaks.get(accountId) ?? []).map(
        ({ id }): ProofState => ({ kind: 'broken', theirs: null, breakId: id }),
      ),
      ...(board.unsettled.get(accountId) ?? [])
        .filter(({ settling }) => settling === 'inDoubt')
        .map(settlingState),
    ]),
  )
}

/** Whether a break means that a number of ours is wrong now: an event is booked already. */
export function isDifference({ cause, state }: BreakView): boolean {
  const kind = Object.entries(BREAK_CAUSES).find(([name]) => name === cause)?.[1] ?? 'difference'
  return kind === 'difference' && state !== 'RESOLVED'
}

function breakOf(
  { breaks }: ProofBoard,
  accountId: string,
  isAbout: (found: BreakView) => boolean,
): BreakView | null {
  return breaks.get(accountId)?.find(isAbout) ?? null
}

/** The venue's own number, where ours is a part of what was compared: off by the same difference. */
function brokenBy({ id, ours, theirs }: BreakView, shown: Decimal): ProofState {
  if (ours === null || theirs === null) return { kind: 'broken', theirs: null, breakId: id }
  return { kind: 'broken', theirs: amountOf(shown + (theirs - ours)), breakId: id }
}

function settlingState({ settling }: UnsettledOrder): ProofState {
  return { kind: settling }
}
