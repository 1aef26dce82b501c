import type { ClientView } from '#api/codecs/client.ts'
import { Badge, type BadgeTone } from '#components/ui/badge.tsx'

/** Whether a client's accounts may trade. */
export function ClientStatus({ status }: { readonly status: ClientView['status'] }) {
  const { tone, text } = FACES[status]
  return <Badge tone={tone}>{text}</Badge>
}

const FACES: Readonly<
  Record<ClientView['status'], { readonly tone: BadgeTone; readonly text: string }>
> = {
  ACTIVE: { tone: 'plain', text: 'Active' },
  PAUSED: { tone: 'attention', text: 'Paused' },
  ARCHIVED: { tone: 'faint', text: 'Archived' },
}
