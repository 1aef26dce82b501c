import * as accounts from './accounts.ts'
import * as alerts from './alerts.ts'
import * as audit from './audit.ts'
import * as bots from './bots.ts'
import * as clients from './clients.ts'
import * as datasets from './datasets.ts'
import type { Endpoint } from './endpoint.ts'
import * as fills from './fills.ts'
import * as health from './health.ts'
import * as kill from './kill.ts'
import * as market from './market.ts'
import * as openapi from './openapi.ts'
import * as orders from './orders.ts'
import * as patterns from './patterns.ts'
import * as people from './people.ts'
import * as performance from './performance.ts'
import * as portfolio from './portfolio.ts'
import * as preferences from './preferences.ts'
import * as proof from './proof.ts'
import * as receipts from './receipts.ts'
import * as reports from './reports.ts'
import * as research from './research.ts'
import * as signalRules from './signal-rules.ts'
import * as streamTicket from './stream-ticket.ts'
import * as transfers from './transfers.ts'

const NOUNS = [
  people,
  preferences,
  clients,
  audit,
  accounts,
  kill,
  orders,
  fills,
  transfers,
  portfolio,
  performance,
  proof,
  receipts,
  reports,
  research,
  patterns,
  signalRules,
  bots,
  alerts,
  market,
  datasets,
  streamTicket,
  openapi,
  health,
]

/** Every operation of the API, for its description and for the tests that hold for all of them. */
export const ALL_ENDPOINTS: readonly Endpoint[] = NOUNS.flatMap((noun) =>
  Object.values(noun).filter(isEndpoint),
)

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value
}
