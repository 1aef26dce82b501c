'use client'
import Link from 'next/link'
import { toWireId } from '#api/codecs/id.ts'
import type { BreakView } from '#api/codecs/proof.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Figure } from '#components/ui/figure.tsx'
import { moneyText, UNKNOWN_TEXT } from '#components/ui/money-text.ts'
import { type Column, Table } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'
import type { Amount } from '#core/money/money.ts'
import { BreakAct } from './break-acts.tsx'
import { causeText, subjectText, TONES } from './break-words.ts'

const COLUMNS: readonly Column<BreakView>[] = [
  {
    key: 'subject',
    header: 'About',
    cell: (found) => (
      <Link
        href={`/desk/accounts/breaks/${toWireId('break', found.id)}`}
        prefetch={false}
        className="font-medium hover:underline"
      >
        {subjectText(found)}
      </Link>
    ),
  },
  {
    key: 'state',
    header: 'State',
    cell: ({ state, reads }) => (
      <Badge tone={TONES[state]} title={`Seen by ${reads} reconciliations`}>
        {state}
      </Badge>
    ),
  },
  {
    key: 'cause',
    header: 'Cause',
    cell: (found) => (
      <span title={found.cause}>
        <span className="figure text-label text-ink-faint">{found.cause}</span> {causeText(found)}
      </span>
    ),
  },
  {
    key: 'figures',
    header: 'Ours / venue’s',
    isNumber: true,
    cell: (found) => <Disagreement found={found} />,
  },
  {
    key: 'since',
    header: 'Seen',
    isNumber: true,
    cell: ({ firstSeenAt }) => <Time at={firstSeenAt} />,
  },
  { key: 'act', header: 'Act', isHeaderHidden: true, cell: (found) => <BreakAct found={found} /> },
]

/** What stands against an account's books, with the one act for each. */
export function BreakList({
  breaks,
  label,
}: {
  readonly breaks: readonly BreakView[]
  readonly label: string
}) {
  return <Table label={label} columns={COLUMNS} rows={breaks} rowKey={({ id }) => id} />
}

function Disagreement({ found: { ours, theirs } }: { readonly found: BreakView }) {
  if (ours === null && theirs === null) return null
  const said = (value: Amount | null) => (value === null ? UNKNOWN_TEXT : moneyText(value))
  return <Figure text={said(ours)} proof={{ kind: 'broken', theirs: said(theirs) }} />
}
