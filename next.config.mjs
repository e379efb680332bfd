/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  productionBrowserSourceMaps: false,
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  serverExternalPackages: ['@node-rs/argon2', 'graphile-worker', 'pdfkit', 'pg'],
  experimental: { serverActions: { bodySizeLimit: '1mb' } },
  outputFileTracingExcludes: { '*': ['.data/**', '.test/**'] },
};
