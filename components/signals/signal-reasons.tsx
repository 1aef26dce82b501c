'use client'
import type { SignalView } from '#api/codecs/patterns.ts'
import { Popover } from '#components/ui/popover.tsx'
import { pointsText, reasonsByWeight, reasonsText, reasonText, scoreText } from './signal-words.ts'

/** Why a signal has its score: the weightiest reasons in a line, and all of them with their points when asked. */
export function SignalReasons({ signal: { reasons, score } }: { readonly signal: SignalView }) {
  return (
    <Popover
      title="Why this score"
      align="end"
      trigger={
        <button
          type="button"
          className="block max-w-110 truncate rounded-box text-left text-ink-soft underline decoration-line-strong decoration-dotted underline-offset-4 hover:text-ink max-sm:max-w-60 max-sm:text-right"
        >
          {reasonsText(reasons)}
        </button>
      }
    >
      <table className="text-label">
        <thead className="sr-only">
          <tr>
            <th scope="col">Points</th>
            <th scope="col">Reason</th>
          </tr>
        </thead>
        <tbody>
          {reasonsByWeight(reasons).map((reason) => (
            <tr key={JSON.stringify(reason)}>
              <td className="figure pr-3 text-right align-top">{pointsText(reason.points)}</td>
              <td className="text-ink-soft">{reasonText(reason)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="border-t border-line">
            <td className="figure pr-3 text-right font-semibold">{scoreText(score)}</td>
            <td>the score</td>
          </tr>
        </tfoot>
      </table>
    </Popover>
  )
}
