'use client'
import { usePathname, useRouter } from 'next/navigation'
import { startTransition } from 'react'
import { Button } from '#components/ui/button.tsx'
import { FailedFace } from '#components/ui/faces.tsx'
import { requestIdOf } from '#components/ui/request-id-of.ts'
import { PageAlive } from './page-alive.tsx'
import { pageName } from './page-name.ts'

export type PageFailedProps = {
  readonly error: Error & { readonly digest?: string }
  reset(): void
}

/** A page that could not be made, within its frame: what is down, what still works, by which id to ask. */
export function PageFailed({ error, reset }: PageFailedProps) {
  const router = useRouter()
  const pathname = usePathname()
  const again = () =>
    startTransition(() => {
      router.refresh()
      reset()
    })
  return (
    <section aria-label="This page failed" className="rounded-box border border-line bg-panel">
      <FailedFace
        text={`${pageName(pathname)} cannot be shown now. Orders, stops and accounts are not touched by this, STOP and the other pages work on.`}
        requestId={requestIdOf(error) ?? error.digest}
        act={<Button onClick={again}>Try again</Button>}
      />
      <PageAlive />
    </section>
  )
}
