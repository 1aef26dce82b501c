import { resolve } from 'node:path'
import type { TestProject } from 'vitest/node'
import { joinTestServer, type TestServer } from './postgres-server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer
  }
}

/** Vitest global set-up of the projects whose tests need PostgreSQL. */
export default async function startDatabase(project: TestProject) {
  const { leave, ...testServer } = await joinTestServer(resolve(import.meta.dirname, '..'))
  project.provide('testServer', testServer)
  return leave
}
