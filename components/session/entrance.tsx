import type { ReactNode } from 'react'

/** The page of someone who has not come in yet: one question in the middle. */
export function Entrance({
  title,
  text,
  children,
}: {
  readonly title: string
  readonly text?: string
  readonly children: ReactNode
}) {
  return (
    <main className="flex min-h-dvh items-center justify-center p-4">
      <div className="w-full max-w-[360px]">
        <p className="mb-6 text-label tracking-wide text-ink-faint">Truebook</p>
        <h1 className="text-title font-semibold">{title}</h1>
        {text === undefined ? null : <p className="mt-1 text-ink-soft">{text}</p>}
        <div className="mt-5">{children}</div>
      </div>
    </main>
  )
}
