-- AlterTable
ALTER TABLE "outgoing_mails" ADD COLUMN "unsubscribe" TEXT;

-- CreateTable
CREATE TABLE "card_setups" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "stripe_customer_id" TEXT NOT NULL,
    "checkout_session_id" TEXT,
    "payment_method_id" TEXT,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "card_setups_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "auto_top_up_rules" (
    "workspace_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'off',
    "state_reason" TEXT,
    "state_since" TIMESTAMPTZ(3) NOT NULL,
    "threshold_micro" BIGINT NOT NULL,
    "pack_id" UUID,
    "amount_minor" BIGINT,
    "currency" TEXT NOT NULL,
    "attempt_cap_minor" BIGINT NOT NULL,
    "day_cap_minor" BIGINT NOT NULL,
    "month_cap_minor" BIGINT NOT NULL,
    "failure_count" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3),
    "limited_until" TIMESTAMPTZ(3),
    "failed_card" TEXT,
    "consent_version" TEXT NOT NULL,
    "consent_text" TEXT NOT NULL,
    "consent_locale" TEXT NOT NULL,
    "consent_actor_id" UUID NOT NULL,
    "consent_email" TEXT NOT NULL,
    "consent_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "auto_top_up_rules_pkey" PRIMARY KEY ("workspace_id")
);

-- CreateTable
CREATE TABLE "auto_top_up_attempts" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "purchase_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'running',
    "cause" TEXT NOT NULL,
    "threshold_micro" BIGINT NOT NULL,
    "available_micro" BIGINT NOT NULL,
    "arriving_micro" BIGINT NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "card_id" TEXT,
    "card_label" TEXT,
    "failure_code" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "auto_top_up_attempts_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "card_setups_checkout_session_id_key" ON "card_setups"("checkout_session_id");

-- CreateIndex
CREATE UNIQUE INDEX "card_setups_id_key" ON "card_setups"("id");

-- CreateIndex
CREATE UNIQUE INDEX "auto_top_up_attempts_purchase_id_key" ON "auto_top_up_attempts"("purchase_id");

-- CreateIndex
CREATE INDEX "auto_top_up_attempts_workspace_id_created_at_idx" ON "auto_top_up_attempts"("workspace_id", "created_at");

-- AddForeignKey
ALTER TABLE "auto_top_up_rules" ADD CONSTRAINT "auto_top_up_rules_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auto_top_up_attempts" ADD CONSTRAINT "auto_top_up_attempts_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "auto_top_up_rules"("workspace_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auto_top_up_attempts" ADD CONSTRAINT "auto_top_up_attempts_workspace_id_purchase_id_fkey" FOREIGN KEY ("workspace_id", "purchase_id") REFERENCES "purchases"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say.
ALTER TABLE "card_setups"
  ADD CONSTRAINT "card_setups_settled_known" CHECK (("settled_at" IS NULL) = ("payment_method_id" IS NULL));
ALTER TABLE "auto_top_up_rules"
  ADD CONSTRAINT "auto_top_up_rules_state_known" CHECK ("state" IN ('on', 'paused', 'off')),
  ADD CONSTRAINT "auto_top_up_rules_reason_known" CHECK (("state" = 'on') = ("state_reason" IS NULL)),
  ADD CONSTRAINT "auto_top_up_rules_threshold_not_negative" CHECK ("threshold_micro" >= 0),
  ADD CONSTRAINT "auto_top_up_rules_one_item" CHECK (("pack_id" IS NULL) <> ("amount_minor" IS NULL)),
  ADD CONSTRAINT "auto_top_up_rules_amount_positive" CHECK ("amount_minor" > 0),
  ADD CONSTRAINT "auto_top_up_rules_caps_in_order"
    CHECK (0 < "attempt_cap_minor" AND "attempt_cap_minor" <= "day_cap_minor" AND "day_cap_minor" <= "month_cap_minor"),
  ADD CONSTRAINT "auto_top_up_rules_failures_known" CHECK ("failure_count" BETWEEN 0 AND 4);
ALTER TABLE "auto_top_up_attempts"
  ADD CONSTRAINT "auto_top_up_attempts_state_known"
    CHECK ("state" IN ('running', 'authentication', 'succeeded', 'declined', 'failed', 'canceled')),
  ADD CONSTRAINT "auto_top_up_attempts_cause_known" CHECK ("cause" IN ('spend', 'switched_on', 'sweep', 'card')),
  ADD CONSTRAINT "auto_top_up_attempts_total_positive" CHECK ("total_minor" > 0),
  ADD CONSTRAINT "auto_top_up_attempts_end_known"
    CHECK (("state" IN ('running', 'authentication')) = ("ended_at" IS NULL));
-- One attempt in flight per workspace, whoever else is at it: this decides.
CREATE UNIQUE INDEX "auto_top_up_attempts_in_flight" ON "auto_top_up_attempts" ("workspace_id")
  WHERE "state" IN ('running', 'authentication');
CREATE INDEX "auto_top_up_rules_on" ON "auto_top_up_rules" ("next_try_at") WHERE "state" = 'on';
