import { create } from 'zustand'
import type { PositionView } from '#api/codecs/portfolio.ts'

/** What can be asked for a position: to leave it now, to leave it when it loses, to leave it when it won. */
export type PositionAct = 'close' | 'stop' | 'target'

type PositionActStore = {
  /** The position as it was when its act was asked for; null while the question is closed. */
  readonly asked: { readonly position: PositionView; readonly act: PositionAct } | null
  ask(position: PositionView, act: PositionAct): void
  close(): void
}

/** The question about a position: its row opens it, and may go before it is read to its end. */
export const usePositionAct = create<PositionActStore>()((set) => ({
  asked: null,
  ask: (position, act) => set({ asked: { position, act } }),
  close: () => set({ asked: null }),
}))
