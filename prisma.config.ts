import { defineConfig } from 'prisma/config';

/** Where the Prisma CLI finds things. Coffer migrates with `scripts/migrate.ts`; the CLI is for generate and studio. */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://localhost:5432/coffer' },
});
