'use client'
import './globals.css'

/** The last face: the page's own frame failed. */
export default function GlobalError({
  error,
}: {
  readonly error: Error & { readonly digest?: string }
}) {
  return (
    <html lang="en">
      <body className="flex min-h-dvh items-center justify-center p-4">
        <main className="max-w-[360px]">
          <h1 className="text-title font-semibold">This page could not be shown</h1>
          <p className="mt-1 text-ink-soft">
            Orders and accounts are not touched by this. Load the page again; if it stays, tell who
            runs the desk.
          </p>
          {error.digest === undefined ? null : (
            <p className="figure mt-3 text-label text-ink-faint">{error.digest}</p>
          )}
          <a href="/" className="mt-4 inline-block underline underline-offset-4">
            To the start
          </a>
        </main>
      </body>
    </html>
  )
}
