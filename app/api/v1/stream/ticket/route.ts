import * as api from '#api/stream-ticket.ts'
import { routes } from '#http/route.ts'
import { issueTicket } from '#usecases/stream/issue-ticket.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes([api.issueStreamTicket, issueTicket])
