-- AlterTable
ALTER TABLE "purchases" ADD COLUMN     "resolution" TEXT;

-- CreateTable
CREATE TABLE "verify_runs" (
    "id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),
    "checks" INTEGER NOT NULL DEFAULT 0,
    "violations" JSONB,
    "error" TEXT,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" UUID,

    CONSTRAINT "verify_runs_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "verify_runs_started_at_idx" ON "verify_runs"("started_at");

-- CreateIndex
CREATE INDEX "purchases_created_at_id_idx" ON "purchases"("created_at", "id");

-- CreateIndex
CREATE INDEX "audit_log_created_at_id_idx" ON "audit_log"("created_at", "id");

-- How a person ended a review is known for those it ended, and stays when it is over.
ALTER TABLE "purchases"
  ADD CONSTRAINT "purchases_resolution_known" CHECK ("resolution" IN ('credited', 'dismissed', 'refunded'));

-- What waits for a person, and what was sold lately: few rows each, looked for by every visit to the console.
CREATE INDEX "purchases_review_idx" ON "purchases"("updated_at", "id") WHERE "status" = 'review';
CREATE INDEX "purchases_paid_at_idx" ON "purchases"("paid_at") WHERE "status" = 'paid';
CREATE INDEX "stripe_events_unworked_idx" ON "stripe_events"("received_at", "id") WHERE "processed_at" IS NULL;
CREATE INDEX "webhook_deliveries_dead_idx" ON "webhook_deliveries"("created_at", "id") WHERE "status" = 'dead';

-- One verification at a time; one that has not ended within ten minutes belongs to a process that died.
CREATE UNIQUE INDEX "verify_runs_one_at_a_time" ON "verify_runs"((true)) WHERE "ended_at" IS NULL;
