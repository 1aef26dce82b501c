import type { BreakView } from '#api/codecs/proof.ts'
import { BREAK_CAUSES, type BreakCause } from '#core/ledger/break-cause.ts'
import { type BreakLife, missBreak, seeBreak } from '#core/ledger/break-life.ts'
import type { Finding } from '#core/ledger/find-breaks.ts'
import type { AssetId } from '#core/market/instrument.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { BreakChange } from '#store/breaks.ts'

export type LivesInput = {
  readonly accountId: string
  readonly clientId: string
  readonly unended: readonly BreakView[]
  /** Subjects that ever had a break. */
  readonly told: ReadonlySet<string>
  readonly findings: readonly Finding[]
  /** Assets whose balances did not agree in this run. */
  readonly differing: ReadonlySet<AssetId>
  readonly at: UnixMs
  readonly newId: () => string
}

/**
 * What becomes of each break after a run: those that begin, those seen again, those that come closer to their end.
 * What happened once is told once; a difference begins again whenever it is seen again. Breaks about which the
 * run says nothing are left out.
 */
export function liveOn(input: LivesInput): BreakChange[] {
  const seen = new Map(input.findings.map((finding) => [finding.subject, finding]))
  const living = new Set(input.unended.map(({ subject }) => subject))
  const changed = input.unended.flatMap((view) => {
    const finding = seen.get(view.subject)
    return finding !== undefined && !isEvent(finding.cause)
      ? [seenAgain(view, finding, input.at)]
      : missed(view, input)
  })
  const begun = input.findings
    .filter(
      ({ subject, cause }) => !living.has(subject) && !(isEvent(cause) && input.told.has(subject)),
    )
    .map((finding) => begin(finding, input))
  return [...changed, ...begun]
}

function isEvent(cause: BreakCause): boolean {
  return BREAK_CAUSES[cause] === 'event'
}

function begin(finding: Finding, { accountId, clientId, at, newId }: LivesInput): BreakChange {
  const life = seeBreak(null, { cause: finding.cause, at })
  return {
    id: newId(),
    accountId,
    clientId,
    subject: finding.subject,
    instrumentId: finding.instrumentId,
    asset: finding.asset,
    ...told(finding),
    ...life,
    acknowledgedAt: null,
    resolution: null,
    resolvedBy: null,
  }
}

function seenAgain(view: BreakView, finding: Finding, at: UnixMs): BreakChange {
  const life = seeBreak(lifeOf(view), { cause: finding.cause, at })
  return { ...view, ...told(finding), ...life, resolvedBy: null }
}

/** Nothing is clean while the balance of one of its assets differs. */
function missed(view: BreakView, { differing, at }: LivesInput): BreakChange[] {
  if (assetsOf(view).some((asset) => differing.has(asset))) return []
  const life = missBreak(lifeOf(view), at)
  const isOver = life.state === 'RESOLVED'
  return [
    {
      ...view,
      ...life,
      resolution: isOver ? PROVEN_AGAIN : view.resolution,
      resolvedBy: isOver ? RUNNER : null,
    },
  ]
}

const PROVEN_AGAIN = 'PROVEN_AGAIN'
const RUNNER = 'runner'

/** A row's cause is one of the list: only findings are ever written. */
function lifeOf(view: BreakView): BreakLife {
  return { ...view, cause: view.cause as BreakCause }
}

function told({ ours, theirs, evidence, assets }: Finding) {
  return { ours, theirs, evidence: { ...evidence, assets } }
}

function assetsOf({ evidence }: BreakView): readonly AssetId[] {
  const assets = evidence['assets']
  return Array.isArray(assets) ? assets : []
}
