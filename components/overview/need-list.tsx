import { CircleCheck } from 'lucide-react'
import Link from 'next/link'
import { inScope } from '#browser/scope.ts'
import { Badge } from '#components/ui/badge.tsx'
import type { Need } from './needs.ts'

/** What waits for a person. */
export function NeedList({ needs }: { readonly needs: readonly Need[] }) {
  if (needs.length === 0) {
    return (
      <p className="flex items-center gap-2 px-3 py-3 text-ink-soft">
        <CircleCheck aria-hidden size={14} />
        Nothing: no open break, no order in doubt, nothing halted.
      </p>
    )
  }
  return (
    <ul>
      {needs.map((need) => (
        <li key={need.key} className="border-b border-line last:border-0">
          <Link
            href={inScope(need.path, need.scope)}
            prefetch={false}
            className="flex min-h-9 flex-wrap items-center gap-3 px-3 py-1 hover:bg-raised"
          >
            <Badge tone={need.tone}>{need.text}</Badge>
            <span className="text-ink-soft">{need.where}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
