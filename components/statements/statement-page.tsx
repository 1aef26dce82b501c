'use client'
import { useQuery } from '@tanstack/react-query'
import { Printer } from 'lucide-react'
import { clientsQuery } from '#browser/queries/clients.ts'
import { statementQuery } from '#browser/queries/reports.ts'
import { Button } from '#components/ui/button.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { MonthPicker } from './month-picker.tsx'
import { monthAt, monthsBack } from './months.ts'
import { StatementDocument } from './statement-document.tsx'

/** A client's statement of a month, whose every line foots; `thisMonth` is the running one. */
export function StatementPage({
  clientId,
  month,
  thisMonth,
}: {
  readonly clientId: string
  readonly month: string
  readonly thisMonth: string
}) {
  const query = useQuery(statementQuery({ clientId, month }))
  const client = useQuery(clientsQuery()).data?.items.find(({ id }) => id === clientId)
  const first = client === undefined ? month : earlier(month, monthAt(client.createdAt))
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3 print:hidden">
        <MonthPicker month={month} months={monthsBack(thisMonth, first)} />
        <Button onClick={() => print()}>
          <Printer aria-hidden size={14} />
          Print
        </Button>
      </div>
      <Loaded query={query} what="The statement" rows={8}>
        {(statement) => <StatementDocument statement={statement} />}
      </Loaded>
    </div>
  )
}

/** A month that was asked for can be chosen, even one before the client came. */
function earlier(a: string, b: string): string {
  return a < b ? a : b
}
