-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "mode" AS ENUM ('live', 'test');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('owner', 'admin', 'billing', 'member', 'viewer');

-- CreateEnum
CREATE TYPE "wallet_owner_kind" AS ENUM ('workspace', 'member', 'team');

-- CreateEnum
CREATE TYPE "overdraft_policy" AS ENUM ('none', 'limit', 'unlimited');

-- CreateEnum
CREATE TYPE "grant_source" AS ENUM ('purchase', 'bonus', 'promotion', 'admin', 'refund', 'transfer', 'adjustment');

-- CreateEnum
CREATE TYPE "transaction_kind" AS ENUM ('grant', 'purchase', 'consume', 'capture', 'expire', 'void', 'reverse', 'refund', 'dispute_hold', 'dispute_release', 'adjust', 'transfer_out', 'transfer_in', 'settle');

-- CreateEnum
CREATE TYPE "actor_kind" AS ENUM ('user', 'api_key', 'operator', 'job');

-- CreateEnum
CREATE TYPE "hold_status" AS ENUM ('open', 'captured', 'released', 'expired');

-- CreateEnum
CREATE TYPE "budget_scope" AS ENUM ('workspace', 'member', 'api_key');

-- CreateEnum
CREATE TYPE "budget_period" AS ENUM ('day', 'month', 'lifetime');

-- CreateEnum
CREATE TYPE "purchase_status" AS ENUM ('pending', 'processing', 'paid', 'failed', 'canceled', 'expired', 'review');

-- CreateTable
CREATE TABLE "workspaces" (
    "id" UUID NOT NULL,
    "external_id" TEXT,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "currency" TEXT NOT NULL DEFAULT 'usd',
    "billing_email" TEXT,
    "stripe_customer_id" TEXT,
    "backdate_hours" INTEGER NOT NULL DEFAULT 72,
    "status" TEXT NOT NULL DEFAULT 'active',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspaces_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "members" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID,
    "external_id" TEXT,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "role" "role" NOT NULL DEFAULT 'member',
    "removed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "members_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "teams" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "external_id" TEXT,
    "name" TEXT NOT NULL,
    "removed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "teams_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "team_members" (
    "workspace_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,

    CONSTRAINT "team_members_pkey" PRIMARY KEY ("workspace_id","team_id","member_id")
);

-- CreateTable
CREATE TABLE "wallets" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "mode" "mode" NOT NULL,
    "owner_kind" "wallet_owner_kind" NOT NULL,
    "owner_id" UUID NOT NULL,
    "settled_micro" BIGINT NOT NULL DEFAULT 0,
    "held_micro" BIGINT NOT NULL DEFAULT 0,
    "debt_micro" BIGINT NOT NULL DEFAULT 0,
    "version" BIGINT NOT NULL DEFAULT 0,
    "overdraft_policy" "overdraft_policy" NOT NULL DEFAULT 'none',
    "overdraft_micro" BIGINT NOT NULL DEFAULT 0,
    "is_guarded" BOOLEAN NOT NULL DEFAULT false,
    "next_event_at" TIMESTAMPTZ(3) NOT NULL DEFAULT 'infinity'::timestamptz,
    "last_booked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT '-infinity'::timestamptz,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "wallets_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "grants" (
    "workspace_id" UUID NOT NULL,
    "wallet_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "source" "grant_source" NOT NULL,
    "amount_micro" BIGINT NOT NULL,
    "remaining_micro" BIGINT NOT NULL,
    "held_micro" BIGINT NOT NULL DEFAULT 0,
    "priority" INTEGER NOT NULL DEFAULT 100,
    "unit_cost_nano" BIGINT NOT NULL DEFAULT 0,
    "currency" TEXT,
    "features" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "effective_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL DEFAULT 'infinity'::timestamptz,
    "is_started" BOOLEAN NOT NULL DEFAULT false,
    "is_open" BOOLEAN NOT NULL DEFAULT false,
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,
    "purchase_id" UUID,
    "parent_id" UUID,
    "external_ref" TEXT,
    "description" TEXT,
    "reason" TEXT,
    "metadata" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "grants_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "transactions" (
    "workspace_id" UUID NOT NULL,
    "wallet_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "mode" "mode" NOT NULL,
    "kind" "transaction_kind" NOT NULL,
    "amount_micro" BIGINT NOT NULL,
    "balance_before_micro" BIGINT NOT NULL,
    "balance_after_micro" BIGINT NOT NULL,
    "member_id" UUID,
    "api_key_id" UUID,
    "feature" TEXT,
    "context_id" TEXT,
    "context_description" TEXT,
    "hold_id" UUID,
    "grant_id" UUID,
    "related_id" UUID,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" UUID,
    "reason" TEXT,
    "metadata" JSONB,
    "booked_at" TIMESTAMPTZ(3) NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "transactions_pkey" PRIMARY KEY ("workspace_id","wallet_id","booked_at","seq")
) PARTITION BY RANGE ("booked_at");

-- CreateTable
CREATE TABLE "allocations" (
    "workspace_id" UUID NOT NULL,
    "transaction_id" UUID NOT NULL,
    "leg" SMALLINT NOT NULL,
    "grant_id" UUID,
    "amount_micro" BIGINT NOT NULL,
    "booked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "allocations_pkey" PRIMARY KEY ("workspace_id","transaction_id","leg","booked_at")
) PARTITION BY RANGE ("booked_at");

-- CreateTable
CREATE TABLE "holds" (
    "workspace_id" UUID NOT NULL,
    "wallet_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "amount_micro" BIGINT NOT NULL,
    "captured_micro" BIGINT NOT NULL DEFAULT 0,
    "status" "hold_status" NOT NULL DEFAULT 'open',
    "member_id" UUID,
    "api_key_id" UUID,
    "feature" TEXT,
    "context_id" TEXT,
    "context_description" TEXT,
    "metadata" JSONB,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" UUID,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "holds_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "hold_allocations" (
    "workspace_id" UUID NOT NULL,
    "hold_id" UUID NOT NULL,
    "leg" SMALLINT NOT NULL,
    "grant_id" UUID,
    "amount_micro" BIGINT NOT NULL,

    CONSTRAINT "hold_allocations_pkey" PRIMARY KEY ("workspace_id","hold_id","leg")
);

-- CreateTable
CREATE TABLE "usage_rollups" (
    "workspace_id" UUID NOT NULL,
    "mode" "mode" NOT NULL,
    "bucket_at" TIMESTAMPTZ(3) NOT NULL,
    "wallet_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "api_key_id" UUID NOT NULL,
    "feature" TEXT NOT NULL,
    "kind" "transaction_kind" NOT NULL,
    "amount_micro" BIGINT NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "usage_rollups_pkey" PRIMARY KEY ("workspace_id","mode","bucket_at","wallet_id","member_id","api_key_id","feature","kind")
);

-- CreateTable
CREATE TABLE "idempotency_records" (
    "workspace_id" UUID NOT NULL,
    "credential_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" BYTEA NOT NULL,
    "status" SMALLINT,
    "reply" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_records_pkey" PRIMARY KEY ("workspace_id","credential_id","key")
);

-- CreateTable
CREATE TABLE "budgets" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "mode" "mode" NOT NULL DEFAULT 'live',
    "scope" "budget_scope" NOT NULL,
    "scope_id" UUID NOT NULL,
    "period" "budget_period" NOT NULL,
    "limit_micro" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "budgets_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "budget_counters" (
    "workspace_id" UUID NOT NULL,
    "budget_id" UUID NOT NULL,
    "period_start" TIMESTAMPTZ(3) NOT NULL,
    "used_micro" BIGINT NOT NULL,
    "held_micro" BIGINT NOT NULL,

    CONSTRAINT "budget_counters_pkey" PRIMARY KEY ("workspace_id","budget_id","period_start")
);

-- CreateTable
CREATE TABLE "packs" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "credit_micro" BIGINT NOT NULL,
    "bonus_micro" BIGINT NOT NULL DEFAULT 0,
    "price_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "valid_days" INTEGER,
    "bonus_valid_days" INTEGER,
    "is_featured" BOOLEAN NOT NULL DEFAULT false,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "position" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "packs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credit_prices" (
    "currency" TEXT NOT NULL,
    "unit_cost_nano" BIGINT NOT NULL,
    "min_minor" BIGINT NOT NULL,
    "max_minor" BIGINT NOT NULL,
    "valid_days" INTEGER,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "credit_prices_pkey" PRIMARY KEY ("currency")
);

-- CreateTable
CREATE TABLE "purchases" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "mode" "mode" NOT NULL DEFAULT 'live',
    "wallet_id" UUID,
    "pack_id" UUID,
    "status" "purchase_status" NOT NULL DEFAULT 'pending',
    "credit_micro" BIGINT NOT NULL,
    "bonus_micro" BIGINT NOT NULL DEFAULT 0,
    "price_minor" BIGINT NOT NULL,
    "tax_minor" BIGINT NOT NULL DEFAULT 0,
    "currency" TEXT NOT NULL,
    "valid_days" INTEGER,
    "bonus_valid_days" INTEGER,
    "payment_kind" TEXT NOT NULL DEFAULT 'checkout',
    "stripe_customer_id" TEXT,
    "checkout_session_id" TEXT,
    "payment_intent_id" TEXT,
    "checkout_url" TEXT,
    "receipt_url" TEXT,
    "refunded_minor" BIGINT NOT NULL DEFAULT 0,
    "refunded_credit_micro" BIGINT NOT NULL DEFAULT 0,
    "refunded_bonus_micro" BIGINT NOT NULL DEFAULT 0,
    "fulfilled_by" TEXT,
    "review_reason" TEXT,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "paid_at" TIMESTAMPTZ(3),
    "next_check_at" TIMESTAMPTZ(3),

    CONSTRAINT "purchases_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "refunds" (
    "workspace_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "purchase_id" UUID NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "failure_reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "refunds_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "disputes" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "stripe_id" TEXT NOT NULL,
    "purchase_id" UUID NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "effect" TEXT NOT NULL DEFAULT 'none',
    "owed_credit_micro" BIGINT NOT NULL DEFAULT 0,
    "owed_bonus_micro" BIGINT NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "disputes_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "stripe_events" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "api_version" TEXT,
    "livemode" BOOLEAN NOT NULL,
    "payload" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "processed_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,
    "error" TEXT,

    CONSTRAINT "stripe_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "name" TEXT,
    "email" TEXT NOT NULL,
    "email_verified" TIMESTAMPTZ(3),
    "image" TEXT,
    "is_operator" BOOLEAN NOT NULL DEFAULT false,
    "suspended_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_accounts" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "provider_account_id" TEXT NOT NULL,
    "refresh_token" TEXT,
    "access_token" TEXT,
    "expires_at" INTEGER,
    "token_type" TEXT,
    "scope" TEXT,
    "id_token" TEXT,
    "session_state" TEXT,

    CONSTRAINT "auth_accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL,
    "session_token" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "expires" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification_tokens" (
    "identifier" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expires" TIMESTAMPTZ(3) NOT NULL
);

-- CreateTable
CREATE TABLE "invites" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "invited_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invites_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "api_keys" (
    "id" UUID NOT NULL,
    "workspace_id" UUID,
    "member_id" UUID,
    "name" TEXT NOT NULL,
    "mode" "mode" NOT NULL,
    "scopes" TEXT[],
    "prefix" TEXT NOT NULL,
    "last4" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "allowed_ips" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "replaced_by" UUID,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" DOUBLE PRECISION,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "audit_log" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "target_kind" TEXT NOT NULL,
    "target_id" TEXT,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" UUID,
    "reason" TEXT,
    "before" JSONB,
    "after" JSONB,
    "request_id" TEXT,
    "ip" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "workspaces_external_id_key" ON "workspaces"("external_id");

-- CreateIndex
CREATE UNIQUE INDEX "workspaces_slug_key" ON "workspaces"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "workspaces_stripe_customer_id_key" ON "workspaces"("stripe_customer_id");

-- CreateIndex
CREATE INDEX "members_user_id_idx" ON "members"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "members_workspace_id_external_id_key" ON "members"("workspace_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "members_workspace_id_user_id_key" ON "members"("workspace_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "teams_workspace_id_external_id_key" ON "teams"("workspace_id", "external_id");

-- CreateIndex
CREATE INDEX "wallets_next_event_at_idx" ON "wallets"("next_event_at");

-- CreateIndex
CREATE UNIQUE INDEX "wallets_workspace_id_mode_owner_kind_owner_id_key" ON "wallets"("workspace_id", "mode", "owner_kind", "owner_id");

-- CreateIndex
CREATE INDEX "grants_workspace_id_wallet_id_created_at_id_idx" ON "grants"("workspace_id", "wallet_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "transactions_workspace_id_id_idx" ON "transactions"("workspace_id", "id");

-- CreateIndex
CREATE INDEX "transactions_workspace_id_booked_at_id_idx" ON "transactions"("workspace_id", "booked_at", "id");

-- CreateIndex
CREATE INDEX "allocations_workspace_id_grant_id_booked_at_idx" ON "allocations"("workspace_id", "grant_id", "booked_at");

-- CreateIndex
CREATE INDEX "holds_workspace_id_wallet_id_placed_at_id_idx" ON "holds"("workspace_id", "wallet_id", "placed_at", "id");

-- CreateIndex
CREATE INDEX "idempotency_records_created_at_idx" ON "idempotency_records"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "budgets_workspace_id_mode_scope_scope_id_period_key" ON "budgets"("workspace_id", "mode", "scope", "scope_id", "period");

-- CreateIndex
CREATE UNIQUE INDEX "purchases_checkout_session_id_key" ON "purchases"("checkout_session_id");

-- CreateIndex
CREATE UNIQUE INDEX "purchases_payment_intent_id_key" ON "purchases"("payment_intent_id");

-- CreateIndex
CREATE INDEX "purchases_workspace_id_created_at_idx" ON "purchases"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "purchases_next_check_at_idx" ON "purchases"("next_check_at");

-- CreateIndex
CREATE UNIQUE INDEX "purchases_id_key" ON "purchases"("id");

-- CreateIndex
CREATE UNIQUE INDEX "refunds_id_key" ON "refunds"("id");

-- CreateIndex
CREATE INDEX "refunds_workspace_id_purchase_id_idx" ON "refunds"("workspace_id", "purchase_id");

-- CreateIndex
CREATE UNIQUE INDEX "disputes_stripe_id_key" ON "disputes"("stripe_id");

-- CreateIndex
CREATE INDEX "disputes_workspace_id_purchase_id_idx" ON "disputes"("workspace_id", "purchase_id");

-- CreateIndex
CREATE INDEX "stripe_events_next_try_at_idx" ON "stripe_events"("next_try_at");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE UNIQUE INDEX "auth_accounts_provider_provider_account_id_key" ON "auth_accounts"("provider", "provider_account_id");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_session_token_key" ON "sessions"("session_token");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "verification_tokens_token_key" ON "verification_tokens"("token");

-- CreateIndex
CREATE UNIQUE INDEX "verification_tokens_identifier_token_key" ON "verification_tokens"("identifier", "token");

-- CreateIndex
CREATE UNIQUE INDEX "invites_token_hash_key" ON "invites"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_hash_key" ON "api_keys"("hash");

-- CreateIndex
CREATE INDEX "api_keys_workspace_id_idx" ON "api_keys"("workspace_id");

-- CreateIndex
CREATE INDEX "audit_log_workspace_id_created_at_idx" ON "audit_log"("workspace_id", "created_at");

-- AddForeignKey
ALTER TABLE "members" ADD CONSTRAINT "members_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "members" ADD CONSTRAINT "members_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "teams" ADD CONSTRAINT "teams_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_workspace_id_team_id_fkey" FOREIGN KEY ("workspace_id", "team_id") REFERENCES "teams"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_workspace_id_member_id_fkey" FOREIGN KEY ("workspace_id", "member_id") REFERENCES "members"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wallets" ADD CONSTRAINT "wallets_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grants" ADD CONSTRAINT "grants_workspace_id_wallet_id_fkey" FOREIGN KEY ("workspace_id", "wallet_id") REFERENCES "wallets"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "holds" ADD CONSTRAINT "holds_workspace_id_wallet_id_fkey" FOREIGN KEY ("workspace_id", "wallet_id") REFERENCES "wallets"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hold_allocations" ADD CONSTRAINT "hold_allocations_workspace_id_hold_id_fkey" FOREIGN KEY ("workspace_id", "hold_id") REFERENCES "holds"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budgets" ADD CONSTRAINT "budgets_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budget_counters" ADD CONSTRAINT "budget_counters_workspace_id_budget_id_fkey" FOREIGN KEY ("workspace_id", "budget_id") REFERENCES "budgets"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "purchases" ADD CONSTRAINT "purchases_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_workspace_id_purchase_id_fkey" FOREIGN KEY ("workspace_id", "purchase_id") REFERENCES "purchases"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_workspace_id_purchase_id_fkey" FOREIGN KEY ("workspace_id", "purchase_id") REFERENCES "purchases"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auth_accounts" ADD CONSTRAINT "auth_accounts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invites" ADD CONSTRAINT "invites_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------
-- By hand: what Prisma's schema cannot say.

-- Room in the page, so that a spend updates the row in place (HOT) and no index is touched.
ALTER TABLE "wallets" SET (fillfactor = 40);
ALTER TABLE "grants" SET (fillfactor = 50);
ALTER TABLE "usage_rollups" SET (fillfactor = 40);
ALTER TABLE "budget_counters" SET (fillfactor = 40);

-- Floors and bounds live here, not in an `if`.
ALTER TABLE "workspaces"
  ADD CONSTRAINT "workspaces_slug_form" CHECK ("slug" ~ '^[a-z0-9](-?[a-z0-9])*$' AND length("slug") <= 48),
  ADD CONSTRAINT "workspaces_currency_form" CHECK ("currency" ~ '^[a-z]{3}$'),
  ADD CONSTRAINT "workspaces_status_known" CHECK ("status" IN ('active', 'flagged', 'closed'));
ALTER TABLE "wallets"
  ADD CONSTRAINT "wallets_held_floor" CHECK ("held_micro" >= 0),
  ADD CONSTRAINT "wallets_debt_floor" CHECK ("debt_micro" >= 0),
  ADD CONSTRAINT "wallets_version_floor" CHECK ("version" >= 0),
  ADD CONSTRAINT "wallets_overdraft_floor" CHECK ("overdraft_micro" >= 0),
  -- Available never below zero, but by an overdraft or by a payment that was taken back (debt).
  ADD CONSTRAINT "wallets_available_floor" CHECK (
    "settled_micro" - "held_micro" >= 0 OR "debt_micro" > 0 OR "overdraft_policy" <> 'none'
  );
ALTER TABLE "grants"
  ADD CONSTRAINT "grants_amount_positive" CHECK ("amount_micro" > 0),
  ADD CONSTRAINT "grants_remaining_bounds" CHECK ("remaining_micro" BETWEEN 0 AND "amount_micro"),
  ADD CONSTRAINT "grants_held_bounds" CHECK ("held_micro" BETWEEN 0 AND "remaining_micro"),
  ADD CONSTRAINT "grants_term" CHECK ("expires_at" > "effective_at"),
  ADD CONSTRAINT "grants_unit_cost_floor" CHECK ("unit_cost_nano" >= 0),
  ADD CONSTRAINT "grants_open_means_spendable" CHECK (
    NOT "is_open" OR ("is_started" AND "ended_at" IS NULL AND "remaining_micro" > "held_micro")
  ),
  ADD CONSTRAINT "grants_end_known" CHECK (
    ("end_reason" IS NULL AND "ended_at" IS NULL) OR ("end_reason" IN ('expired', 'voided') AND "ended_at" IS NOT NULL)
  );
ALTER TABLE "transactions"
  ADD CONSTRAINT "transactions_chain" CHECK ("balance_after_micro" = "balance_before_micro" + "amount_micro"),
  ADD CONSTRAINT "transactions_seq_positive" CHECK ("seq" > 0);
ALTER TABLE "allocations" ADD CONSTRAINT "allocations_amount_nonzero" CHECK ("amount_micro" <> 0);
ALTER TABLE "holds"
  ADD CONSTRAINT "holds_amount_positive" CHECK ("amount_micro" > 0),
  ADD CONSTRAINT "holds_captured_bounds" CHECK ("captured_micro" BETWEEN 0 AND "amount_micro"),
  ADD CONSTRAINT "holds_end_known" CHECK (("status" = 'open') = ("ended_at" IS NULL)),
  ADD CONSTRAINT "holds_term" CHECK ("expires_at" > "placed_at");
ALTER TABLE "hold_allocations" ADD CONSTRAINT "hold_allocations_amount_positive" CHECK ("amount_micro" > 0);
ALTER TABLE "idempotency_records"
  ADD CONSTRAINT "idempotency_key_length" CHECK (length("key") BETWEEN 1 AND 255);
ALTER TABLE "budgets" ADD CONSTRAINT "budgets_limit_floor" CHECK ("limit_micro" >= 0);
ALTER TABLE "budget_counters" ADD CONSTRAINT "budget_counters_held_floor" CHECK ("held_micro" >= 0);
ALTER TABLE "packs"
  ADD CONSTRAINT "packs_figures" CHECK ("credit_micro" > 0 AND "bonus_micro" >= 0 AND "price_minor" > 0),
  ADD CONSTRAINT "packs_currency_form" CHECK ("currency" ~ '^[a-z]{3}$'),
  ADD CONSTRAINT "packs_terms" CHECK (coalesce("valid_days", 1) > 0 AND coalesce("bonus_valid_days", 1) > 0);
ALTER TABLE "credit_prices"
  ADD CONSTRAINT "credit_prices_figures" CHECK (
    "unit_cost_nano" > 0 AND "min_minor" > 0 AND "max_minor" >= "min_minor" AND coalesce("valid_days", 1) > 0
  ),
  ADD CONSTRAINT "credit_prices_currency_form" CHECK ("currency" ~ '^[a-z]{3}$');
ALTER TABLE "purchases"
  ADD CONSTRAINT "purchases_figures" CHECK (
    "credit_micro" > 0 AND "bonus_micro" >= 0 AND "price_minor" > 0 AND "tax_minor" >= 0
  ),
  ADD CONSTRAINT "purchases_currency_form" CHECK ("currency" ~ '^[a-z]{3}$'),
  ADD CONSTRAINT "purchases_payment_kind_known" CHECK ("payment_kind" IN ('checkout', 'card')),
  ADD CONSTRAINT "purchases_paid_known" CHECK (("status" = 'paid') = ("paid_at" IS NOT NULL)),
  -- A refund takes back at most what was paid for, of money and of credits.
  ADD CONSTRAINT "purchases_refund_bounds" CHECK (
    "refunded_minor" BETWEEN 0 AND "price_minor" + "tax_minor" AND "refunded_credit_micro" BETWEEN 0 AND "credit_micro"
    AND "refunded_bonus_micro" BETWEEN 0 AND "bonus_micro" AND ("refunded_minor" = 0 OR "status" = 'paid')
  );
ALTER TABLE "disputes"
  ADD CONSTRAINT "disputes_figures" CHECK (
    "amount_minor" > 0 AND "owed_credit_micro" >= 0 AND "owed_bonus_micro" >= 0
  ),
  ADD CONSTRAINT "disputes_effect_known" CHECK ("effect" IN ('none', 'frozen', 'taken'));
ALTER TABLE "refunds"
  ADD CONSTRAINT "refunds_amount_positive" CHECK ("amount_minor" > 0),
  ADD CONSTRAINT "refunds_status_known" CHECK (
    "status" IN ('pending', 'requires_action', 'succeeded', 'failed', 'canceled')
  );
ALTER TABLE "api_keys"
  ADD CONSTRAINT "api_keys_scopes_known" CHECK (
    "scopes" <@ ARRAY['read', 'spend', 'grant', 'admin']::text[] AND cardinality("scopes") > 0
  ),
  ADD CONSTRAINT "api_keys_member_needs_workspace" CHECK ("member_id" IS NULL OR "workspace_id" IS NOT NULL);

-- Burn order (semantics.md, 3) over what may be spent. No figure may stand in an index, not even in a predicate.
CREATE INDEX "grants_burn_order" ON "grants"
  ("workspace_id", "wallet_id", "priority", "expires_at", "unit_cost_nano", "effective_at", "created_at", "id")
  WHERE "is_open";
-- Grants with an event to come: a start, or an end with something left.
CREATE INDEX "grants_upcoming" ON "grants" ("workspace_id", "wallet_id", "effective_at") WHERE NOT "is_started";
CREATE INDEX "grants_unended" ON "grants" ("workspace_id", "wallet_id", "expires_at") WHERE "ended_at" IS NULL;
CREATE INDEX "grants_purchase" ON "grants" ("workspace_id", "purchase_id") WHERE "purchase_id" IS NOT NULL;
CREATE INDEX "holds_open" ON "holds" ("workspace_id", "wallet_id", "expires_at") WHERE "status" = 'open';
CREATE INDEX "transactions_member" ON "transactions" ("workspace_id", "member_id", "booked_at", "seq")
  WHERE "member_id" IS NOT NULL;
CREATE INDEX "transactions_related" ON "transactions" ("workspace_id", "related_id") WHERE "related_id" IS NOT NULL;
CREATE INDEX "transactions_hold" ON "transactions" ("workspace_id", "hold_id") WHERE "hold_id" IS NOT NULL;
-- Rows booked after they happened: reported in arrears; and long after: swept late, or a reversal, which carries the time
-- of its spend. A search by when things happened looks for them apart, and for all others near that time.
CREATE INDEX "transactions_late_hour" ON "transactions" ("workspace_id", "booked_at", "id")
  WHERE ("booked_at" - "occurred_at") > interval '1 hour';
CREATE INDEX "transactions_late_days" ON "transactions" ("workspace_id", "booked_at", "id")
  WHERE ("booked_at" - "occurred_at") > interval '8 days';
CREATE INDEX "transactions_late_hour_wallet" ON "transactions" ("workspace_id", "wallet_id", "booked_at", "seq")
  WHERE ("booked_at" - "occurred_at") > interval '1 hour';
CREATE INDEX "transactions_late_days_wallet" ON "transactions" ("workspace_id", "wallet_id", "booked_at", "seq")
  WHERE ("booked_at" - "occurred_at") > interval '8 days';
-- A purchase is credited once: the grants of a purchase are unique by what they are.
CREATE UNIQUE INDEX "grants_purchase_once" ON "grants" ("workspace_id", "purchase_id", "source")
  WHERE "purchase_id" IS NOT NULL AND "parent_id" IS NULL;

-- Months of the partitioned tables. SECURITY DEFINER: the owner makes tables, the app only asks for them; rights on
-- ledger rows are revoked on each new month as on its parent.
CREATE FUNCTION "ensure_ledger_months"("from_at" timestamptz, "to_at" timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $fn$
DECLARE
  month timestamptz := date_trunc('month', "from_at" AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
  next_month timestamptz;
  parent text;
  child text;
  made integer := 0;
BEGIN
  IF "to_at" - "from_at" > interval '20 years' THEN
    RAISE EXCEPTION 'ensure_ledger_months: more than 20 years asked for';
  END IF;
  WHILE month <= "to_at" LOOP
    next_month := ((month AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC';
    FOREACH parent IN ARRAY ARRAY['transactions', 'allocations'] LOOP
      child := parent || '_' || to_char(month AT TIME ZONE 'UTC', 'YYYYMM');
      IF to_regclass(quote_ident(child)) IS NULL THEN
        EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', child, parent, month, next_month);
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I FROM PUBLIC, %I', child, current_user);
        made := made + 1;
      END IF;
    END LOOP;
    month := next_month;
  END LOOP;
  RETURN made;
END
$fn$;
SELECT "ensure_ledger_months"(now() - interval '1 month', now() + interval '12 months');

-- Ledger and audit rows cannot be changed: not even by their owner, who runs this. (A superuser is beyond any
-- REVOKE: `npm run doctor` warns when the app runs as one.)
REVOKE UPDATE, DELETE, TRUNCATE ON "transactions", "allocations", "audit_log" FROM PUBLIC, CURRENT_USER;
