'use client'
import { PageFailed, type PageFailedProps } from '#components/frame/page-failed.tsx'

export default function Failed(props: PageFailedProps) {
  return <PageFailed {...props} />
}
