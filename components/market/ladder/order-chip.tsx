import { X } from 'lucide-react'
import { classNames } from '#components/ui/class-names.ts'
import type { OrderChip } from './ladder-view.ts'

const MARK_CLASS: Readonly<Record<OrderChip['mark'], string>> = {
  rests: '',
  arrives: 'proof-in-flight',
  leaves: 'line-through opacity-60',
  inDoubt: 'proof-in-doubt',
}

const MARK_WORDS: Readonly<Record<OrderChip['mark'], string>> = {
  rests: '',
  arrives: ', on its way',
  leaves: ', being canceled',
  inDoubt: ', in doubt',
}

/** An own order in its row. The ladder hears its drag and its cross. */
export function OrderChipView({
  order,
  mayAct,
}: {
  readonly order: OrderChip
  readonly mayAct: boolean
}) {
  const { id, side, mark, isStop, size, ahead } = order
  return (
    <span
      data-order={id}
      title={titleOf(order, mayAct)}
      className={classNames(
        'flex h-5 min-w-0 touch-none items-center gap-1 rounded-[2px] border pr-0 pl-1 text-[11px] max-sm:h-8',
        side === 'buy' ? 'border-fill-buy text-fill-buy' : 'border-fill-sell text-fill-sell',
        isStop && 'border-dashed',
        mayAct && mark === 'rests' && 'cursor-grab',
      )}
    >
      <span aria-hidden>{side === 'buy' ? 'B' : 'S'}</span>
      <span className="sr-only">own {side} </span>
      <span className={MARK_CLASS[mark]}>{size}</span>
      {ahead === '' ? null : <span className="truncate text-ink-faint">{ahead}</span>}
      <span className="sr-only">{MARK_WORDS[mark]}</span>
      {mayAct && mark !== 'leaves' ? (
        <button
          type="button"
          tabIndex={-1}
          data-cancel={id}
          aria-label={`Cancel ${side} ${size}`}
          className="-my-px inline-flex h-6 w-5 shrink-0 items-center justify-center text-ink-faint hover:text-ink max-sm:h-10 max-sm:w-8"
        >
          <X aria-hidden size={11} />
        </button>
      ) : null}
    </span>
  )
}

function titleOf({ side, size, isStop, ahead, mark }: OrderChip, mayAct: boolean): string {
  const act = `${side === 'buy' ? 'Buy' : 'Sell'} ${size}${isStop ? ' stop' : ''}`
  const queue = ahead === '' ? '' : `, at most ${ahead.slice(2)} ahead of it`
  const hint = mayAct && mark === 'rests' ? '. Drag to another price to move it' : MARK_WORDS[mark]
  return `${act}${queue}${hint}`
}
