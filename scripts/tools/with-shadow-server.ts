import { DATABASE_PLACEHOLDER, joinTestServer } from '#test/postgres-server.ts'
import { root } from './run-command.ts'

/**
 * Lends Prisma a server on which it may make shadow databases, in the variable that prisma.config.ts reads.
 * Nothing that anybody needs is there.
 */
export async function withShadowServer<T>(
  work: (env: Readonly<Record<string, string>>) => Promise<T>,
): Promise<T> {
  const server = await joinTestServer(root)
  try {
    const url = server.urls.superuser.replace(DATABASE_PLACEHOLDER, 'postgres')
    return await work({ DATABASE_OWNER_URL: url })
  } finally {
    await server.leave()
  }
}
