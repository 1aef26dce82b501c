import { AppError } from '#api/app-error.ts'
import type { OrderOrigin } from '#core/orders/order.ts'
import type { Actor } from '#usecases/context.ts'

/** Who an order comes from when somebody asks for it directly: never what a request says of itself. */
export function originOf({ kind, id }: Actor): OrderOrigin {
  if (kind === 'person' || kind === 'apiKey') return { kind, id, signalId: null }
  throw new AppError('FORBIDDEN', { public: 'Orders are placed by people and by API keys.' })
}
