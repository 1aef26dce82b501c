import type { BacktestResultView, ResearchRunView } from '#api/codecs/research.ts'
import { Fact, Facts } from '#components/ui/facts.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { numberText, sizingText } from './research-words.ts'

const HASH_SHOWN = 12
const AT_END: Readonly<Record<ResearchRunView['assumptions']['atEnd'], string>> = {
  close: 'Closed at the last close',
  mark: 'Left, at the last close',
  open: 'Closed at the last open',
}

/** What the result was made of: the same four hashes give the same result to the last bit. */
export function AssumptionsPanel({
  run: { assumptions },
  result: { hashes, refusals },
}: {
  readonly run: ResearchRunView
  readonly result: BacktestResultView
}) {
  const { cash, sizing, feeBps, slippage, leverage, atEnd } = assumptions
  const refused = Object.entries(refusals)
  return (
    <Panel title="Made of">
      <Facts>
        <Fact label="Cash">{numberText(cash)}</Fact>
        <Fact label="Size">{sizingText(sizing)}</Fact>
        <Fact label="Fee on each side">{numberText(feeBps)} bps</Fact>
        <Fact label="Half the spread">{numberText(slippage.halfSpreadBps)} bps</Fact>
        <Fact label="Leverage">{numberText(leverage)}</Fact>
        <Fact label="A position at the end">{AT_END[atEnd]}</Fact>
        <Fact label="Entries not taken">
          {refused.length === 0
            ? 'none'
            : refused.map(([reason, count]) => `${reason} ${count}`).join(', ')}
        </Fact>
        {Object.entries(hashes).map(([name, hash]) => (
          <Fact key={name} label={`SHA-256 of ${name}`}>
            <span className="figure" title={hash}>
              {hash.slice(0, HASH_SHOWN)}
            </span>
          </Fact>
        ))}
      </Facts>
    </Panel>
  )
}
