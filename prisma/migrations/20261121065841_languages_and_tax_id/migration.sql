-- AlterTable
ALTER TABLE "workspaces" ADD COLUMN     "locale" TEXT NOT NULL DEFAULT 'en',
ADD COLUMN     "tax_id" TEXT;

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "locale" TEXT;

-- What Prisma cannot say.
ALTER TABLE "users" ADD CONSTRAINT "users_locale_form" CHECK ("locale" ~ '^[a-z]{2}(-[A-Z]{2})?$');
ALTER TABLE "workspaces"
  ADD CONSTRAINT "workspaces_locale_form" CHECK ("locale" ~ '^[a-z]{2}(-[A-Z]{2})?$'),
  ADD CONSTRAINT "workspaces_tax_id_form" CHECK (char_length("tax_id") BETWEEN 1 AND 64);
