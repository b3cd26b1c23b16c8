-- AlterTable
ALTER TABLE "purchases" ADD COLUMN     "card_id" TEXT,
ADD COLUMN     "collects_tax" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "fee_minor" BIGINT NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "pack_prices" (
    "pack_id" UUID NOT NULL,
    "currency" TEXT NOT NULL,
    "price_minor" BIGINT NOT NULL,

    CONSTRAINT "pack_prices_pkey" PRIMARY KEY ("pack_id","currency")
);

-- AddForeignKey
ALTER TABLE "pack_prices" ADD CONSTRAINT "pack_prices_pack_id_fkey" FOREIGN KEY ("pack_id") REFERENCES "packs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say.
ALTER TABLE "pack_prices"
  ADD CONSTRAINT "pack_prices_price_positive" CHECK ("price_minor" > 0),
  ADD CONSTRAINT "pack_prices_currency_form" CHECK ("currency" ~ '^[a-z]{3}$');
-- Tax is a part of what is charged now, no longer something on top of it.
ALTER TABLE "purchases"
  DROP CONSTRAINT "purchases_figures",
  DROP CONSTRAINT "purchases_refund_bounds",
  ADD CONSTRAINT "purchases_figures" CHECK (
    "credit_micro" > 0 AND "bonus_micro" >= 0 AND "price_minor" > 0 AND "fee_minor" >= 0
    AND "tax_minor" BETWEEN 0 AND "price_minor" + "fee_minor"
  ),
  -- A refund takes back at most what was paid for, of money and of credits.
  ADD CONSTRAINT "purchases_refund_bounds" CHECK (
    "refunded_minor" BETWEEN 0 AND "price_minor" + "fee_minor" AND "refunded_credit_micro" BETWEEN 0 AND "credit_micro"
    AND "refunded_bonus_micro" BETWEEN 0 AND "bonus_micro" AND ("refunded_minor" = 0 OR "status" = 'paid')
  ),
  ADD CONSTRAINT "purchases_card_known" CHECK ("card_id" IS NULL OR "payment_kind" = 'card');
