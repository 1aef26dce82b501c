import { create } from 'zustand'

export const DOCK_TABS = ['positions', 'orders', 'fills', 'transfers'] as const
export type DockTab = (typeof DOCK_TABS)[number]

export const DOCK_HEIGHT_MIN = 120
export const DOCK_HEIGHT_MAX = 720
const DOCK_HEIGHT_FIRST = 260

type DockStore = {
  readonly isOpen: boolean
  /** In pixels. */
  readonly height: number
  readonly tab: DockTab
  toggle(): void
  setOpen(isOpen: boolean): void
  /** Opens it on a tab. */
  show(tab: DockTab): void
  /** Kept between DOCK_HEIGHT_MIN and DOCK_HEIGHT_MAX. */
  resize(height: number): void
}

/** The blotter at the foot of the desk's pages: whether it is open, how high, on which tab. */
export const useDock = create<DockStore>()((set) => ({
  isOpen: false,
  height: DOCK_HEIGHT_FIRST,
  tab: 'positions',
  toggle: () => set(({ isOpen }) => ({ isOpen: !isOpen })),
  setOpen: (isOpen) => set({ isOpen }),
  show: (tab) => set({ isOpen: true, tab }),
  resize: (height) =>
    set({ height: Math.min(DOCK_HEIGHT_MAX, Math.max(DOCK_HEIGHT_MIN, Math.round(height))) }),
}))
