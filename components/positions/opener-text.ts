import type { PositionView } from '#api/codecs/portfolio.ts'

type Opener = NonNullable<PositionView['openedBy']>

const KIND_WORDS: Readonly<Record<Opener['kind'], string>> = {
  person: 'By hand',
  apiKey: 'Trade API',
  bot: 'Bot',
  copy: 'Copy',
  model: 'Model',
  webhook: 'Webhook',
  kill: 'Stop',
  approval: 'Approval',
  external: 'At the venue',
}

/** Who or what opened a position: a person by name where the reader may know it. */
export function openerText(opener: Opener | null): string {
  if (opener === null) return '—'
  return opener.name ?? KIND_WORDS[opener.kind]
}
