import { AppError } from '#api/app-error.ts'
import {
  endIfDone,
  type KillFound,
  type KillWork,
  keepKillFound,
  readKillWork,
} from '#store/kill-work.ts'
import { readCoveredAccounts, tellAccounts } from '#store/tell-accounts.ts'
import { cancelInScope } from './cancel-in-scope.ts'
import { flattenInScope } from './flatten-in-scope.ts'
import type { KillContext, KillStep } from './kill-context.ts'
import { killNews } from './kill-news.ts'

/** Where the runs that cover an account stand after one look. */
export type KillProgress = 'none' | 'going' | 'done'

/**
 * Takes every engaged run one step further at an account, and keeps what the venue said: what is open there, what
 * is not flat, what is in doubt, each with the time of the read. Done is a line only by such an answer, and red
 * again when a later one differs; a venue that does not answer proves nothing. Safe to repeat.
 */
export async function carryOutKills(ctx: KillContext): Promise<KillProgress> {
  const { accountId } = ctx.account
  const works = await ctx.db.read((tx) => readKillWork(tx, accountId))
  let isDone = true
  for (const work of works) {
    const found = await look(ctx, work)
    await keep(ctx, work, found)
    isDone &&= found.isDone
  }
  if (works.length === 0) return 'none'
  return isDone ? 'done' : 'going'
}

async function look(ctx: KillContext, work: KillWork): Promise<KillFound> {
  let found: KillFound = { ...(work.known ?? NOTHING), failure: null, wouldDo: [] }
  try {
    for (const step of stepsOf(work)) found = await step(ctx, work, found)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'VENUE_UNREACHABLE') throw error
    found = { ...found, failure: error.publicMessage }
  }
  return { ...found, isDone: isDone(work, found) }
}

function stepsOf({ cancelAll, flatten }: KillWork): readonly KillStep[] {
  return [...(cancelAll ? [cancelInScope] : []), ...(flatten ? [flattenInScope] : []), countDoubts]
}

/** Last: what was asked for may itself be in doubt. */
const countDoubts: KillStep = async (ctx, { bookId }, found) => {
  const readAt = ctx.clock.now()
  const inDoubt = await ctx.orderPath.listInDoubt(ctx.account.accountId)
  const inScope = inDoubt.filter((order) => bookId === null || order.bookId === bookId)
  return { ...found, inDoubt: inScope.length, inDoubtReadAt: readAt }
}

/** A drill is done when it has looked. */
function isDone({ cancelAll, flatten, isDrill }: KillWork, found: KillFound): boolean {
  if (found.failure !== null) return false
  if (isDrill) return true
  return (
    found.inDoubt === 0 &&
    (!cancelAll || found.ordersOpen === 0) &&
    (!flatten || found.positionsOpen === 0)
  )
}

async function keep(ctx: KillContext, work: KillWork, found: KillFound): Promise<void> {
  const { account, db } = ctx
  const { runId, known } = work
  const isNews = known === null || shownOf(known) !== shownOf(found)
  await db.write(async (tx) => {
    const at = ctx.clock.now()
    await keepKillFound(tx, { runId, account, found, at })
    const covered = isNews ? await readCoveredAccounts(tx, runId) : []
    const told = covered
      .filter(({ accountId }) => accountId === account.accountId)
      .map((each) => killNews(runId, each))
    if (told.length > 0) await tellAccounts(tx, { told, at })
    if (found.isDone) await endIfDone(tx, { runId, at })
  })
}

/** Whoever shows it is told when anything but the times of the reads changed. */
function shownOf({ ordersReadAt, positionsReadAt, inDoubtReadAt, ...shown }: KillFound): string {
  return JSON.stringify(shown)
}

const NOTHING: KillFound = {
  ordersOpen: null,
  ordersReadAt: null,
  positionsOpen: null,
  positionsReadAt: null,
  inDoubt: null,
  inDoubtReadAt: null,
  cancelsAsked: 0,
  isDone: false,
  failure: null,
  wouldDo: [],
}
