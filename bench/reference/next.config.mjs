import path from 'node:path';

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['pg'],
  turbopack: { root: path.join(import.meta.dirname, '..', '..') },
  typescript: { ignoreBuildErrors: true },
};
