/** A runbook as its page shows it: the few forms of Markdown that docs/runbooks uses, and nothing else. */
export type Block =
  | { readonly kind: 'title' | 'heading' | 'paragraph'; readonly text: readonly Inline[] }
  | { readonly kind: 'steps'; readonly items: readonly (readonly Inline[])[] }

export type Inline =
  | { readonly kind: 'text' | 'strong' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly runbook: string }

const STEP = /^\d+\. /
const INLINE = /\*\*([^*]+)\*\*|`([^`]+)`|\[([^\]]+)\]\(([a-z-]+)\.md\)/g

export function parseRunbook(text: string): readonly Block[] {
  return text
    .split(/\n{2,}/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map(blockOf)
}

function blockOf(block: string): Block {
  if (block.startsWith('## ')) return { kind: 'heading', text: inlinesOf(block.slice(3)) }
  if (block.startsWith('# ')) return { kind: 'title', text: inlinesOf(block.slice(2)) }
  if (!STEP.test(block)) return { kind: 'paragraph', text: inlinesOf(joined(block)) }
  const steps = block.split(/\n(?=\d+\. )/)
  return { kind: 'steps', items: steps.map((step) => inlinesOf(joined(step.replace(STEP, '')))) }
}

/** Lines are broken where the editor broke them, not where the page does. */
function joined(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ')
}

function inlinesOf(text: string): readonly Inline[] {
  const inlines: Inline[] = []
  let end = 0
  for (const match of text.matchAll(INLINE)) {
    if (match.index > end) inlines.push({ kind: 'text', text: text.slice(end, match.index) })
    inlines.push(inlineOf(match))
    end = match.index + match[0].length
  }
  if (end < text.length) inlines.push({ kind: 'text', text: text.slice(end) })
  return inlines
}

function inlineOf([whole, strong, code, label, runbook]: RegExpMatchArray): Inline {
  if (strong !== undefined) return { kind: 'strong', text: strong }
  if (code !== undefined) return { kind: 'code', text: code }
  return { kind: 'link', text: label ?? whole, runbook: runbook ?? '' }
}
