import * as api from '#api/kill.ts'
import { routes } from '#http/route.ts'
import { engageKill } from '#usecases/kill/engage-kill.ts'
import { listKillRuns } from '#usecases/kill/list-kill-runs.ts'

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  [api.listKillRuns, listKillRuns],
  [api.engageKill, engageKill],
)
