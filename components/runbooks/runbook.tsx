import { PlaceLink } from '#components/ui/place-link.tsx'
import { type Block, type Inline, parseRunbook } from './parse-runbook.ts'

/** What one sees, why, what to do, how to know that it is over. */
export function Runbook({ text }: { readonly text: string }) {
  return (
    <article className="flex max-w-180 flex-col gap-3">
      {keyed(parseRunbook(text)).map(([key, block]) => (
        <RunbookBlock key={key} block={block} />
      ))}
    </article>
  )
}

function RunbookBlock({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'title':
      return (
        <h1 className="text-title font-semibold">
          <Inlines inlines={block.text} />
        </h1>
      )
    case 'heading':
      return (
        <h2 className="mt-3 font-semibold">
          <Inlines inlines={block.text} />
        </h2>
      )
    case 'steps':
      return (
        <ol className="flex list-decimal flex-col gap-2 pl-6">
          {keyed(block.items).map(([key, item]) => (
            <li key={key}>
              <Inlines inlines={item} />
            </li>
          ))}
        </ol>
      )
    default:
      return (
        <p>
          <Inlines inlines={block.text} />
        </p>
      )
  }
}

function Inlines({ inlines }: { readonly inlines: readonly Inline[] }) {
  return keyed(inlines).map(([key, inline]) => <InlinePart key={key} inline={inline} />)
}

function InlinePart({ inline }: { readonly inline: Inline }) {
  switch (inline.kind) {
    case 'strong':
      return <strong className="font-semibold">{inline.text}</strong>
    case 'code':
      return <code className="figure break-words">{inline.text}</code>
    case 'link':
      return <PlaceLink href={`/desk/runbooks/${inline.runbook}`}>{inline.text}</PlaceLink>
    default:
      return inline.text
  }
}

/** A text does not change while it is shown: where a part stands names it. */
function keyed<Part>(parts: readonly Part[]): readonly (readonly [key: string, part: Part])[] {
  return parts.map((part, index) => [String(index), part])
}
