import { create } from 'zustand'
import type { ScopeChoice } from '#browser/scope.ts'

type StopSheetStore = {
  /** Whose trading the sheet would stop; null while it is closed. */
  readonly scope: ScopeChoice | null
  open(scope: ScopeChoice): void
  close(): void
}

/** The STOP sheet: the button of the frame, the band and the command centre open it. */
export const useStopSheet = create<StopSheetStore>()((set) => ({
  scope: null,
  open: (scope) => set({ scope }),
  close: () => set({ scope: null }),
}))
