import type { ScopedDatabase } from '#store/database.ts'
import type { Statement, Tx } from '#store/transaction.ts'

export type PlanNode = {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly 'Actual Rows'?: number
  readonly 'Actual Loops'?: number
  readonly 'Rows Removed by Filter'?: number
  readonly 'Shared Hit Blocks'?: number
  readonly 'Shared Read Blocks'?: number
  readonly Plans?: readonly PlanNode[]
}

/** How one statement was run, and how it would be run once it is prepared for any values. */
export type Explained = {
  readonly name: string
  readonly nodes: readonly PlanNode[]
  readonly genericNodes: readonly PlanNode[]
  readonly blocks: number
  readonly tookMs: number
}

/** Runs a read and says how PostgreSQL ran each of its statements. */
export function explain(
  db: ScopedDatabase,
  read: (tx: Tx) => Promise<unknown>,
): Promise<Explained[]> {
  const plans: Explained[] = []
  return db.read(async (tx) => {
    await read({
      send: (statement) => tx.send(statement),
      copyIn: (text, chunks) => tx.copyIn(text, chunks),
      async query(statement) {
        if (!statement.text.startsWith('SET ')) plans.push(await explainOne(tx, statement))
        return tx.query(statement)
      },
    })
    return plans
  })
}

type Answer = {
  readonly 'QUERY PLAN': readonly [{ readonly Plan: PlanNode; readonly 'Execution Time'?: number }]
}

/** How a statement is run once it is prepared for any values. */
export async function planOf(tx: Tx, text: string): Promise<readonly PlanNode[]> {
  const [generic] = await tx.query<Answer>({ text: `EXPLAIN (GENERIC_PLAN, FORMAT JSON) ${text}` })
  if (generic === undefined) throw new Error('a statement without a plan')
  return nodesOf(generic['QUERY PLAN'][0].Plan)
}

async function explainOne(tx: Tx, { name, text, values = [] }: Statement): Promise<Explained> {
  const [ran] = await tx.query<Answer>({
    text: `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`,
    values,
  })
  if (ran === undefined) throw new Error('a statement without a plan')
  const [{ Plan: root, 'Execution Time': tookMs = 0 }] = ran['QUERY PLAN']
  return {
    name: name ?? text,
    nodes: nodesOf(root),
    genericNodes: await planOf(tx, text),
    blocks: (root['Shared Hit Blocks'] ?? 0) + (root['Shared Read Blocks'] ?? 0),
    tookMs,
  }
}

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)]
}
