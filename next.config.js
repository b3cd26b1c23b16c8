/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  // The tree is as it is in git: Next adds no files of its own to it.
  agentRules: false,
  // No image service: what Coffer shows is drawn as SVG or served as it is.
  images: { unoptimized: true },
  // `npm test` checks types; the build of `npm start` does not do it again.
  typescript: { ignoreBuildErrors: true },
  // Loaded by Node itself: they find their own files, and server.ts shares them in the same process.
  serverExternalPackages: [
    'fontkit',
    'pdfkit',
    'pg',
    'pino',
    'nodemailer',
    '@prisma/client',
    '@prisma/adapter-pg',
    'stripe',
    'lossless-json',
  ],
  // A lockfile further up the disk must not be taken for the root.
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
  experimental: {
    authInterrupts: true,
  },
};

export default config;
