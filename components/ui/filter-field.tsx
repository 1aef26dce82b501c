'use client'
import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'

/** Long enough to type a word, short enough to feel at once. */
const SETTLE_MS = 150

/** A filter that lives in the address: what is typed goes there when typing rests. */
export function FilterField({
  label,
  placeholder,
  value,
  pathOf,
}: {
  readonly label: string
  readonly placeholder: string
  readonly value: string
  pathOf(text: string): string
}) {
  const router = useRouter()
  const [text, setText] = useState(value)
  useEffect(() => {
    if (text === value) return
    const timer = setTimeout(() => router.replace(pathOf(text), { scroll: false }), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [text, value, pathOf, router])
  return (
    <label className="relative inline-flex items-center">
      <span className="sr-only">{label}</span>
      <Search aria-hidden size={14} className="absolute left-2 text-ink-faint" />
      <input
        type="search"
        value={text}
        placeholder={placeholder}
        onChange={(event) => setText(event.target.value)}
        className="h-7 w-52 rounded-box border border-line-strong bg-paper pr-2 pl-7 placeholder:text-ink-faint"
      />
    </label>
  )
}
