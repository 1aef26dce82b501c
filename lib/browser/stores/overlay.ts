import { create } from 'zustand'

/** What the frame can lay over a page. */
export type Overlay = 'command' | 'keys' | 'appearance' | 'scope'

type OverlayStore = {
  readonly overlay: Overlay | null
  show(overlay: Overlay): void
  hide(): void
}

/** At most one lies over the page at a time. */
export const useOverlay = create<OverlayStore>()((set) => ({
  overlay: null,
  show: (overlay) => set({ overlay }),
  hide: () => set({ overlay: null }),
}))
