'use client'
import { ChevronDown, ChevronUp } from 'lucide-react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Checkbox, Select } from './field.tsx'
import { IconButton } from './icon-button.tsx'
import { AS_MADE, isFixed, isShown, moved, orderOf } from './table-arrangement.ts'
import { csvOf } from './table-csv.ts'
import type { Column, TableMenuProps } from './table-props.ts'
import { useNotice } from './toasts.tsx'

/** Which columns, in which order, sorted by what; and the table as CSV. */
export function TableMenuDialog<Row>({
  isOpen,
  onOpenChange,
  ...props
}: TableMenuProps<Row> & { readonly isOpen: boolean; onOpenChange(isOpen: boolean): void }) {
  return (
    <Dialog title={props.label} isOpen={isOpen} onOpenChange={onOpenChange}>
      <SortChoice {...props} />
      <ColumnChoice {...props} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button tone="quiet" onClick={() => props.onArrange(AS_MADE)}>
          As made
        </Button>
        <CopyButton {...props} />
      </div>
    </Dialog>
  )
}

const AS_IT_COMES = ''

function SortChoice<Row>({ columns, arrangement, onArrange }: TableMenuProps<Row>) {
  const sortable = columns.filter(({ sortBy }) => sortBy !== undefined)
  const { sort } = arrangement
  if (sortable.length === 0) return null
  const change = (text: string) => {
    const [key = '', direction] = text.split(' ')
    const next = text === AS_IT_COMES ? null : { key, isDescending: direction === 'down' }
    onArrange((before) => ({ ...before, sort: next }))
  }
  return (
    <Select
      label="Sorted by"
      value={sort === null ? AS_IT_COMES : `${sort.key} ${sort.isDescending ? 'down' : 'up'}`}
      onChange={(event) => change(event.target.value)}
    >
      <option value={AS_IT_COMES}>As it comes</option>
      {sortable.flatMap(({ key, header, isNumber = false }) => [
        <option key={`${key} up`} value={`${key} up`}>
          {header}, {isNumber ? 'smallest first' : 'A to Z'}
        </option>,
        <option key={`${key} down`} value={`${key} down`}>
          {header}, {isNumber ? 'greatest first' : 'Z to A'}
        </option>,
      ])}
    </Select>
  )
}

function ColumnChoice<Row>(props: TableMenuProps<Row>) {
  const { columns, arrangement } = props
  const byKey = new Map(columns.map((column) => [column.key, column]))
  return (
    <fieldset className="min-w-0">
      <legend className="text-label text-ink-soft">Columns</legend>
      <ul className="mt-1 max-h-72 overflow-y-auto rounded-box border border-line">
        {orderOf(arrangement, columns).map((key) => {
          const column = byKey.get(key)
          return column === undefined ? null : <ColumnLine key={key} {...props} column={column} />
        })}
      </ul>
    </fieldset>
  )
}

function ColumnLine<Row>({
  column,
  columns,
  arrangement,
  onArrange,
}: TableMenuProps<Row> & { readonly column: Column<Row> }) {
  const { key, header } = column
  const isPinned = isFixed(columns, key)
  const show = (isChosen: boolean) =>
    onArrange((before) => ({ ...before, shown: { ...before.shown, [key]: isChosen } }))
  const move = (by: -1 | 1) => onArrange((before) => moved(before, columns, { key, by }))
  return (
    <li className="flex h-8 items-center border-b border-line pr-1 pl-2 last:border-0 max-sm:h-11">
      <span className="flex-1">
        <Checkbox
          label={header}
          checked={isShown(arrangement, columns, column)}
          disabled={isPinned}
          onChange={(event) => show(event.target.checked)}
        />
      </span>
      {isPinned ? null : (
        <>
          <IconButton label={`${header}: to the left`} icon={ChevronUp} onClick={() => move(-1)} />
          <IconButton
            label={`${header}: to the right`}
            icon={ChevronDown}
            onClick={() => move(1)}
          />
        </>
      )}
    </li>
  )
}

function CopyButton<Row>({ arranged: { columns, rows }, label }: TableMenuProps<Row>) {
  const notice = useNotice()
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(csvOf(columns, rows))
      notice({ title: `${label}: ${rows.length} rows copied as CSV` })
    } catch {
      notice({ title: 'The browser does not let this page copy', tone: 'attention' })
    }
  }
  if (columns.every(({ csv }) => csv === undefined)) return null
  return <Button onClick={copy}>Copy as CSV</Button>
}
