import type { Mutant } from './mutant.ts'

/** What keeps the kill switch, the market and the risk rules from being passed by. */
export const SWITCH_MUTANTS: readonly Mutant[] = [
  {
    name: 'switch-not-read',
    defect: 'a claim does not ask whether trading is stopped',
    patches: [
      {
        file: 'test/simulator/store/sim-tx.ts',
        find: "    permit.tradingState !== 'HALTED' &&\n",
        replace: '',
      },
    ],
  },
  {
    name: 'switch-without-lock',
    defect: 'a claim reads the switch without the lock that the switch takes',
    patches: [
      {
        file: 'test/simulator/store/sim-order-path-tx.ts',
        find: ", mode: 'shared' }",
        replace: " + ' unseen', mode: 'shared' }",
      },
    ],
  },
  {
    name: 'silent-market-not-seen',
    defect: 'a claim does not ask when its market was last quoted',
    patches: [
      {
        file: 'test/simulator/store/sim-tx.ts',
        find: 'at >= quotedSince &&',
        replace: 'at >= 0 * quotedSince &&',
      },
    ],
  },
  {
    name: 'doubt-is-no-exposure',
    defect: 'an order in doubt does not count as exposure',
    patches: [
      {
        file: 'test/simulator/store/sim-tx.ts',
        find: '.filter((order) => order.side === side)',
        replace: ".filter((order) => order.side === side && order.state !== 'SENDING')",
      },
    ],
  },
  {
    name: 'key-in-another-transaction',
    defect: "a request's answer is kept after its effect has committed, not with it",
    patches: [
      {
        file: 'lib/usecases/make-effect.ts',
        find: '  if (done.length > 0) await finish(tx, done)\n',
        replace: '  void done\n',
      },
      {
        file: 'lib/usecases/make-effect.ts',
        find: 'return <Job, Result>(options: JointEffectOptions<Job, Result>, job: Job) => {',
        replace:
          'return async <Job, Result>(options: JointEffectOptions<Job, Result>, job: Job) => {',
      },
      {
        file: 'lib/usecases/make-effect.ts',
        find: '    return parts.db.decideTogether<Asked<Job, Result>, Result>(',
        replace:
          '    const late = (result: Result) =>\n      parts.db\n        .write((tx) => finish(tx, [{ parts, entry: audit(result), result }]))\n        .then(() => result)\n    return parts.db.decideTogether<Asked<Job, Result>, Result>(',
      },
      {
        file: 'lib/usecases/make-effect.ts',
        find: '      (tx, asked) => doTogether(tx, asked, work),\n    )',
        replace: '      (tx, asked) => doTogether(tx, asked, work),\n    ).then(late)',
      },
    ],
  },
]
