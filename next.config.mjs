/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  productionBrowserSourceMaps: false,
  // The linter checks them, once (decision 53); a second time takes half of a build.
  typescript: { ignoreBuildErrors: true },
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  serverExternalPackages: ['@node-rs/argon2', 'graphile-worker', 'pdfkit', 'pg'],
  // What the proxy leaves out: files that are the same for everybody.
  headers: async () =>
    ['/_next/static/:path*', '/favicon.ico'].map((source) => ({
      source,
      headers: [
        { key: 'x-content-type-options', value: 'nosniff' },
        { key: 'cross-origin-resource-policy', value: 'same-origin' },
        { key: 'content-security-policy', value: "default-src 'none'; frame-ancestors 'none'" },
      ],
    })),
  experimental: { serverActions: { bodySizeLimit: '1mb' } },
  outputFileTracingExcludes: { '*': ['.data/**', '.test/**'] },
};
