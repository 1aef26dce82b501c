import * as api from '#api/receipts.ts'
import { routes } from '#http/route.ts'
import { getReceipt } from '#usecases/receipts/get-receipt.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.getReceipt, getReceipt])
