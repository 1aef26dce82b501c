import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export type BadgeTone = 'plain' | 'proof' | 'attention' | 'stop' | 'faint' | 'paper'

const TONES: Readonly<Record<BadgeTone, string>> = {
  plain: 'border-line-strong text-ink-soft',
  proof: 'border-proof text-proof',
  attention: 'border-attention bg-attention-paper text-attention',
  stop: 'border-stop bg-stop-paper text-stop',
  faint: 'border-line text-ink-faint',
  paper: 'border-mode-paper text-mode-paper',
}

/** A state in a word. The word says it; the colour only helps. */
export function Badge({
  tone = 'plain',
  title,
  children,
}: {
  readonly tone?: BadgeTone
  readonly title?: string | undefined
  readonly children: ReactNode
}) {
  return (
    <span
      title={title}
      className={classNames(
        'inline-flex h-5 items-center gap-1 rounded-box border px-1.5 text-label whitespace-nowrap',
        TONES[tone],
      )}
    >
      {children}
    </span>
  )
}
