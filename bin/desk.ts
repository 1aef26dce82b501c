import { resolve } from 'node:path'
import { deskMain } from '#desk/desk-main.ts'
import { firstRun } from '#desk/first-run.ts'

process.exitCode = await deskMain({
  root: resolve(import.meta.dirname, '..'),
  firstRun,
  parameters: process.argv.slice(2),
})
