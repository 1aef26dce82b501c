import type { BacktestResultView } from '#api/codecs/research.ts'
import { classNames } from '#components/ui/class-names.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { partText } from './research-words.ts'

const MONTHS = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'] as const
const YEAR_LENGTH = 4
/** A month of this much or more has the strongest of the shades. */
const STRONG = 0.1
const MIDDLING = 0.03

/** Returns by calendar month: the sign and the number say it, the shade helps to see it. */
export function MonthMap({ months }: { readonly months: BacktestResultView['months'] }) {
  const returnOf = new Map(months.map(({ month, returned }) => [month, returned]))
  const years = [...new Set(months.map(({ month }) => month.slice(0, YEAR_LENGTH)))]
  return (
    <Panel title="Months">
      {years.length === 0 ? (
        <EmptyFace text="There is no month to show." />
      ) : (
        <section
          aria-label="Months, table"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          tabIndex={0}
          className="overflow-x-auto"
        >
          <table className="w-full min-w-160 text-label">
            <thead>
              <tr>
                <th className="sticky left-0 bg-panel px-2 py-1 text-left font-normal text-ink-faint">
                  Year
                </th>
                {MONTHS.map((month) => (
                  <th key={month} className="px-1 py-1 text-right font-normal text-ink-faint">
                    {month}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {years.map((year) => (
                <tr key={year} className="border-t border-line">
                  <th className="sticky left-0 bg-panel px-2 py-1 text-left font-normal">{year}</th>
                  {MONTHS.map((month) => (
                    <Month key={month} returned={returnOf.get(`${year}-${month}`)} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Panel>
  )
}

function Month({ returned }: { readonly returned: number | undefined }) {
  if (returned === undefined) return <td className="px-1 py-1 text-right text-ink-faint">–</td>
  return (
    <td className={classNames('figure px-1 py-1 text-right whitespace-nowrap', shadeOf(returned))}>
      {partText(returned)}
    </td>
  )
}

function shadeOf(returned: number): string {
  const size = Math.abs(returned)
  const weight = size >= STRONG ? 'font-semibold' : size >= MIDDLING ? 'font-medium' : ''
  if (returned === 0) return 'text-ink'
  return classNames(returned > 0 ? 'text-up' : 'text-down', weight)
}
