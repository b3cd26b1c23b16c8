-- CreateTable
CREATE UNLOGGED TABLE "rate_windows" (
    "key" VARCHAR(100) NOT NULL,
    "taken" INTEGER NOT NULL,
    "last_grant" INTEGER NOT NULL,
    "is_wanted" BOOLEAN NOT NULL DEFAULT false,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rate_windows_pkey" PRIMARY KEY ("key")
) WITH (fillfactor = 50);

-- CreateTable
CREATE TABLE "alert_rules" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "mode" "mode" NOT NULL DEFAULT 'live',
    "kind" TEXT NOT NULL,
    "amount_micro" BIGINT,
    "percent" SMALLINT,
    "days" INTEGER[] NOT NULL DEFAULT ARRAY[]::INTEGER[],
    "tells_billing_contact" BOOLEAN NOT NULL DEFAULT true,
    "member_ids" UUID[] NOT NULL DEFAULT ARRAY[]::UUID[],
    "emails" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "by_mail" BOOLEAN NOT NULL DEFAULT true,
    "by_webhook" BOOLEAN NOT NULL DEFAULT true,
    "is_enabled" BOOLEAN NOT NULL DEFAULT true,
    "fired_at" TIMESTAMPTZ(3),
    "last_fired_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alert_rules_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "alert_notices" (
    "workspace_id" UUID NOT NULL,
    "rule_id" UUID NOT NULL,
    "grant_id" UUID NOT NULL,
    "days" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alert_notices_pkey" PRIMARY KEY ("workspace_id","rule_id","grant_id","days")
);

-- CreateTable
CREATE TABLE "outgoing_mails" (
    "id" UUID NOT NULL,
    "workspace_id" UUID,
    "kind" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outgoing_mails_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "alert_notices_created_at_idx" ON "alert_notices"("created_at");

-- CreateIndex
CREATE INDEX "outgoing_mails_next_try_at_idx" ON "outgoing_mails"("next_try_at");

-- CreateIndex
CREATE INDEX "outgoing_mails_created_at_idx" ON "outgoing_mails"("created_at");

-- AddForeignKey
ALTER TABLE "alert_rules" ADD CONSTRAINT "alert_rules_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_notices" ADD CONSTRAINT "alert_notices_workspace_id_rule_id_fkey" FOREIGN KEY ("workspace_id", "rule_id") REFERENCES "alert_rules"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say.
CREATE INDEX "rate_windows_wanted" ON "rate_windows" ("key") WHERE "is_wanted";
CREATE INDEX "alert_rules_armed" ON "alert_rules" ("kind") WHERE "is_enabled";
ALTER TABLE "alert_rules"
  ADD CONSTRAINT "alert_rules_threshold_known" CHECK (
    CASE "kind"
      WHEN 'balance_below' THEN "amount_micro" > 0 AND "percent" IS NULL AND "days" = '{}'
      WHEN 'share_below' THEN "percent" BETWEEN 1 AND 99 AND "amount_micro" IS NULL AND "days" = '{}'
      WHEN 'runway_below' THEN cardinality("days") = 1 AND "days"[1] BETWEEN 1 AND 365
        AND "amount_micro" IS NULL AND "percent" IS NULL
      WHEN 'grants_expiring' THEN cardinality("days") BETWEEN 1 AND 3 AND "days" <@ ARRAY[30, 7, 1]
        AND "amount_micro" IS NULL AND "percent" IS NULL
      ELSE false
    END);
ALTER TABLE "outgoing_mails"
  ADD CONSTRAINT "outgoing_mails_status_known" CHECK ("status" IN ('pending', 'sent', 'dead')),
  ADD CONSTRAINT "outgoing_mails_next_known" CHECK (("status" = 'pending') = ("next_try_at" IS NOT NULL)),
  ADD CONSTRAINT "outgoing_mails_sent_known" CHECK (("status" = 'sent') = ("sent_at" IS NOT NULL));

-- Workspaces that exist get what new ones get: low at a tenth of the last top-up, and a word before credits expire.
INSERT INTO "alert_rules" ("workspace_id", "id", "kind", "percent")
SELECT "id", gen_random_uuid(), 'share_below', 10 FROM "workspaces";
INSERT INTO "alert_rules" ("workspace_id", "id", "kind", "days")
SELECT "id", gen_random_uuid(), 'grants_expiring', '{30,7,1}' FROM "workspaces";
