import { create } from 'zustand'

export type Notice = {
  readonly title: string
  readonly text?: string | undefined
  readonly tone?: 'plain' | 'attention' | 'stop'
}

type NoticeStore = {
  /** Told, and not yet shown. */
  readonly waiting: readonly Notice[]
  tell(notice: Notice): void
  /** Gives what waits to who shows it. */
  take(): readonly Notice[]
}

/** What happened, on its way to the corner of the page. */
export const useNotices = create<NoticeStore>()((set, get) => ({
  waiting: [],
  tell: (notice) => set(({ waiting }) => ({ waiting: [...waiting, notice] })),
  take: () => {
    const { waiting } = get()
    set({ waiting: [] })
    return waiting
  },
}))
