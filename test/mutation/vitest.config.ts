import { defineConfig } from 'vitest/config'

/** The tests that mutation testing runs: those of what moves money, which need nothing but themselves. */
export default defineConfig({
  test: { include: ['lib/core/{money,orders,ledger,portfolio,risk}/**/*.test.ts'] },
})
