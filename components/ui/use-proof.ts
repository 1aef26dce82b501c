'use client'
import {
  type ProofBoard,
  type ProofState,
  proofOfAccount,
  proofOfBalance,
  proofOfOrder,
  proofOfPosition,
  proofOfTotal,
} from '#browser/proof.ts'
import { useProofBoard } from '#browser/stores/proof.ts'
import { useIsPast } from '#browser/use-as-of.ts'
import type { Decimal } from '#core/money/money.ts'
import { PROVEN, type Proof } from './figure.tsx'
import { moneyText, UNKNOWN_TEXT } from './money-text.ts'

const DECIMALS_MAX = 8

type Place<Of extends (board: ProofBoard, subject: never) => ProofState> = Parameters<Of>[1]

/** How far each number on screen can be trusted, as `<Amount proof={...}>` takes it. */
export type Proofs = {
  /** What an account's own figures say: its value, its profit and loss. */
  readonly account: (accountId: string) => Proof
  readonly balance: (subject: Place<typeof proofOfBalance>) => Proof
  readonly position: (subject: Place<typeof proofOfPosition>) => Proof
  /** A number made of a position: while that is wrong or not known, so is this. */
  readonly ofPosition: (subject: Place<typeof proofOfPosition>) => Proof
  readonly order: (subject: Place<typeof proofOfOrder>) => Proof
  /** A sum over accounts. */
  readonly total: (accountIds: readonly string[]) => Proof
}

/** For a cell or a whole table: it is made anew only when something against a number changes. */
export function useProof(): Proofs {
  const board = useProofBoard((state) => state.board)
  if (useIsPast()) return PAST
  if (newest?.board !== board) newest = { board, proofs: proofsOf(board) }
  return newest.proofs
}

/** What was shown at a moment that has passed is what it was: what is known now says nothing of it. */
const PAST: Proofs = {
  account: () => PROVEN,
  balance: () => PROVEN,
  position: () => PROVEN,
  ofPosition: () => PROVEN,
  order: () => PROVEN,
  total: () => PROVEN,
}

/** Made once for all cells that ask about the same board. */
let newest: { readonly board: ProofBoard; readonly proofs: Proofs } | null = null

function proofsOf(board: ProofBoard): Proofs {
  return {
    account: (accountId) => shown(proofOfAccount(board, accountId)),
    balance: (subject) => shown(proofOfBalance(board, subject)),
    position: (subject) => shown(proofOfPosition(board, subject)),
    ofPosition: (subject) => derived(proofOfPosition(board, subject)),
    order: (subject) => shown(proofOfOrder(board, subject)),
    total: (accountIds) => shown(proofOfTotal(board, accountIds)),
  }
}

function shown(state: ProofState): Proof {
  switch (state.kind) {
    case 'proven':
      return PROVEN
    case 'stale':
      return { kind: 'stale', ageMs: null, at: state.at }
    case 'broken':
      return { kind: 'broken', theirs: theirsText(state.theirs) }
    default:
      return state
  }
}

/** What is made of a wrong number is not known; only the number itself has a counterpart at the venue. */
function derived(state: ProofState): Proof {
  return state.kind === 'broken' ? { kind: 'inDoubt' } : shown(state)
}

function theirsText(theirs: Decimal | null): string {
  return theirs === null
    ? UNKNOWN_TEXT
    : moneyText(theirs, { decimalsMax: DECIMALS_MAX, rounding: 'down' })
}
