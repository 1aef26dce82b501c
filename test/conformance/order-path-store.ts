import { testConstraints, testTransactions } from './order-path-changes.ts'
import { testClaims, testLeases } from './order-path-claims.ts'
import { testFacts } from './order-path-facts.ts'
import type { OpenRig } from './order-path-rig.ts'

/** What the order path relies on in its store. Every store must pass this as it is. */
export function testOrderPathStore(openRig: OpenRig): void {
  testTransactions(openRig)
  testConstraints(openRig)
  testLeases(openRig)
  testClaims(openRig)
  testFacts(openRig)
}
