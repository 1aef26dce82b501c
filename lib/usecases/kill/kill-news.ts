import { toWireId } from '#api/codecs/id.ts'
import type { NewAccountEvent } from '#ports/order-path-store.ts'
import type { AccountTold, CoveredAccount } from '#store/tell-accounts.ts'

/** What an account's stream says of the switch: that its checklist moved, and what the account may trade. */
export function killNews(runId: string, { accountId, state }: CoveredAccount): AccountTold {
  const event: NewAccountEvent = {
    type: 'kill',
    data: {
      killRunId: toWireId('killRun', runId),
      accountId: toWireId('account', accountId),
      tradingState: state,
    },
  }
  return { accountId, event }
}
