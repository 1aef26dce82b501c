import type { Metadata, Viewport } from 'next'
import localFont from 'next/font/local'
import { cookies, headers } from 'next/headers'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { LOOK_COOKIE, type Look, lookOf } from '#browser/appearance.ts'
import { Providers } from '#components/frame/providers.tsx'
import './globals.css'

const sans = localFont({
  src: '../node_modules/geist/dist/fonts/geist-sans/Geist-Variable.woff2',
  variable: '--font-geist-sans',
  weight: '100 900',
})
const mono = localFont({
  src: '../node_modules/geist/dist/fonts/geist-mono/GeistMono-Variable.woff2',
  variable: '--font-geist-mono',
  weight: '100 900',
})

export const metadata: Metadata = {
  title: { default: 'Truebook', template: '%s · Truebook' },
  description: 'One ledger that agrees with every venue, provably, all day.',
  robots: { index: false, follow: false },
}

/** The paper of each theme, for the browser's own bars. */
const PAPER = { dark: '#100f0d', light: '#faf8f3' } as const

export async function generateViewport(): Promise<Viewport> {
  const { theme } = await drawnLook()
  if (theme !== 'system') return { themeColor: PAPER[theme] }
  return {
    themeColor: [
      { media: '(prefers-color-scheme: dark)', color: PAPER.dark },
      { media: '(prefers-color-scheme: light)', color: PAPER.light },
    ],
  }
}

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  // Every page is made for its request: the nonce is new each time.
  await connection()
  const look = await drawnLook()
  return (
    <html
      lang="en"
      className={`${sans.variable} ${mono.variable}`}
      data-theme={look.theme}
      data-density={look.density}
      data-updown={look.upDown}
    >
      <body>
        <Providers nonce={await requestNonce()} drawnLook={look}>
          {children}
        </Providers>
      </body>
    </html>
  )
}

/** The look that this browser had last. */
async function drawnLook(): Promise<Look> {
  return lookOf((await cookies()).get(LOOK_COOKIE)?.value)
}

/** The nonce that the middleware put into the request's policy. */
async function requestNonce(): Promise<string | undefined> {
  const policy = (await headers()).get('content-security-policy')
  return policy?.match(/'nonce-([^']+)'/)?.[1]
}
