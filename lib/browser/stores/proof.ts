import { create } from 'zustand'
import { EMPTY_BOARD, type ProofBoard } from '#browser/proof.ts'

/** What is known against the numbers on screen, for every cell that asks; kept by useKeepProof alone. */
export const useProofBoard = create<{ readonly board: ProofBoard }>()(() => ({
  board: EMPTY_BOARD,
}))
