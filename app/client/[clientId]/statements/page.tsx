import type { Metadata } from 'next'
import { month as monthText } from '#api/codecs/report.ts'
import * as reports from '#api/reports.ts'
import { statementQuery } from '#browser/queries/reports.ts'
import { monthAt } from '#components/statements/months.ts'
import { StatementPage } from '#components/statements/statement-page.tsx'
import { getStatement } from '#usecases/statements/get-statement.ts'
import { Prefetched, reading } from '../../../prefetched.tsx'
import { visibleClient } from '../../visible-client.ts'

export const metadata: Metadata = { title: 'Statements' }

export default async function ClientStatementsPage({
  params,
  searchParams,
}: PageProps<'/client/[clientId]/statements'>) {
  const { ctx, clientId } = await visibleClient('statement:read', params)
  const thisMonth = monthAt(ctx.clock.now())
  const { month: asked } = await searchParams
  const month = monthText.safeParse(asked).data ?? thisMonth
  return (
    <Prefetched
      readings={[
        reading(ctx, statementQuery({ clientId, month }), [reports.getStatement, getStatement]),
      ]}
    >
      <StatementPage clientId={clientId} month={month} thisMonth={thisMonth} />
    </Prefetched>
  )
}
