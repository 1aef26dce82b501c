/** @type {import('next').NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  compress: true,
  // Native code and drivers are loaded as they are, not bundled.
  serverExternalPackages: ['pg', 'pino', '@node-rs/argon2', 'next-auth', 'prom-client', 'undici'],
  images: { unoptimized: true },
  // The trade API's definitions are read by a reader of their own in the browser: see the file.
  turbopack: { resolveAlias: { zod: { browser: './lib/browser/schema/zod.ts' } } },
  experimental: { optimizePackageImports: ['lucide-react'] },
  headers: async () => [{ source: '/:path*', headers: SECURITY_HEADERS }],
}

/** The content security policy is middleware.ts's, since it is new for every page. */
const SECURITY_HEADERS = Object.entries({
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'credentialless',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
}).map(([key, value]) => ({ key, value }))

export default nextConfig
