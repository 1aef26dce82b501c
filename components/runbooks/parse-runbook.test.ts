import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { ALERT_KINDS } from '#core/alerts/alert-kinds.ts'
import { type Block, type Inline, parseRunbook } from './parse-runbook.ts'

const FOLDER = resolve(import.meta.dirname, '../../docs/runbooks')
const NAMES = readdirSync(FOLDER).map((file) => file.replace('.md', ''))
const read = (name: string) => parseRunbook(readFileSync(resolve(FOLDER, `${name}.md`), 'utf8'))
const inlinesOf = (block: Block): readonly Inline[] =>
  block.kind === 'steps' ? block.items.flat() : block.text

test('steps, strong words, code and links are told from text; anything else stays text', () => {
  expect(
    parseRunbook(
      '# A *title*\n\n1. Press **Test**\n   now.\n2. See `x` and [y](y.md).\n\n<b>!</b>',
    ),
  ).toEqual([
    { kind: 'title', text: [{ kind: 'text', text: 'A *title*' }] },
    {
      kind: 'steps',
      items: [
        [
          { kind: 'text', text: 'Press ' },
          { kind: 'strong', text: 'Test' },
          { kind: 'text', text: ' now.' },
        ],
        [
          { kind: 'text', text: 'See ' },
          { kind: 'code', text: 'x' },
          { kind: 'text', text: ' and ' },
          { kind: 'link', text: 'y', runbook: 'y' },
          { kind: 'text', text: '.' },
        ],
      ],
    },
    { kind: 'paragraph', text: [{ kind: 'text', text: '<b>!</b>' }] },
  ])
})

test.each(NAMES)(
  '%s says what one sees, why, what to do and how to know that it is over',
  (name) => {
    const blocks = read(name)
    const headings = blocks
      .filter(({ kind }) => kind === 'heading')
      .map((block) => inlinesOf(block)[0]?.text)
    expect(blocks[0]?.kind).toBe('title')
    expect(headings).toEqual(['What one sees', 'Why', 'What to do', 'How to know it is over'])
    expect(blocks.some(({ kind }) => kind === 'steps')).toBe(true)
  },
)

test('every runbook that an alert or another runbook names is there', () => {
  const linked = NAMES.flatMap((name) =>
    read(name)
      .flatMap(inlinesOf)
      .flatMap((inline) => (inline.kind === 'link' ? [inline.runbook] : [])),
  )
  const named = Object.values(ALERT_KINDS).map(({ runbook }) => runbook)
  expect([...linked, ...named].filter((name) => !NAMES.includes(name))).toEqual([])
})
