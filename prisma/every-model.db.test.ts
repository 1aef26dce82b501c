import { PrismaPg } from '@prisma/adapter-pg'
import { afterAll, expect, test } from 'vitest'
import { Prisma, PrismaClient } from '#generated/prisma/client.ts'
import { testDatabase } from '#test/database.ts'

const database = await testDatabase()
const client = new PrismaClient({ adapter: new PrismaPg(database.ownerPool) })
afterAll(async () => {
  await client.$disconnect()
  await database[Symbol.asyncDispose]()
})

test('every field of every model is a column of a freshly migrated database', async () => {
  const models = Object.values(Prisma.ModelName)
  expect(models.length).toBeGreaterThan(20)
  for (const model of models) {
    const delegate = client[delegateName(model)] as { findFirst(): Promise<unknown> }
    await expect(delegate.findFirst(), model).resolves.toBeNull()
  }
})

/** The client names a model's delegate like the model, beginning small. */
function delegateName(model: Prisma.ModelName): Uncapitalize<Prisma.ModelName> {
  return `${model.charAt(0).toLowerCase()}${model.slice(1)}` as Uncapitalize<Prisma.ModelName>
}
