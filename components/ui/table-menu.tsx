'use client'
import { Settings2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { IconButton } from './icon-button.tsx'
import type { TableMenuProps } from './table-props.ts'

const TableMenuDialog = dynamic(
  () => import('./table-menu-dialog.tsx').then((module) => module.TableMenuDialog),
  { ssr: false },
) as typeof import('./table-menu-dialog.tsx').TableMenuDialog

/** The button for the table's columns, its sorting and its copy; what it opens is loaded when it is pressed. */
export function TableMenu<Row>(props: TableMenuProps<Row>) {
  const [isOpen, setIsOpen] = useState(false)
  const [wasOpened, setWasOpened] = useState(false)
  const open = () => {
    setWasOpened(true)
    setIsOpen(true)
  }
  return (
    <>
      <IconButton
        label={`Columns and copy of ${props.label}`}
        icon={Settings2}
        aria-haspopup="dialog"
        onClick={open}
        className="text-ink-faint"
      />
      {wasOpened ? <TableMenuDialog {...props} isOpen={isOpen} onOpenChange={setIsOpen} /> : null}
    </>
  )
}
