'use client'
import dynamic from 'next/dynamic'
import { type Notice, useNotices } from '#browser/stores/notices.ts'
import { useOpenedOnce } from './use-opened-once.ts'

const load = () => import('./toast-stack.tsx')
const ToastStack = dynamic(async () => (await load()).ToastStack, { ssr: false })

/** Tells what happened, at the corner of the page, without taking the focus. */
export function useNotice(): (notice: Notice) => void {
  return useNotices((notices) => notices.tell)
}

/** Where notices appear. Stands in every page once. */
export function ToastCorner() {
  const isTold = useNotices(({ waiting }) => waiting.length > 0)
  return useOpenedOnce(isTold, load) ? <ToastStack /> : null
}
