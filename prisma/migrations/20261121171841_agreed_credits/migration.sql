-- AlterTable
ALTER TABLE "auto_top_up_rules" ADD COLUMN     "agreed_bonus_micro" BIGINT,
ADD COLUMN     "agreed_credit_micro" BIGINT;

-- What Prisma cannot say.
ALTER TABLE "auto_top_up_rules" ADD CONSTRAINT "auto_top_up_rules_agreed_known"
  CHECK (("agreed_credit_micro" IS NULL) = ("agreed_bonus_micro" IS NULL)
    AND ("agreed_credit_micro" IS NULL OR ("agreed_credit_micro" > 0 AND "agreed_bonus_micro" >= 0)));

-- Sentences that were agreed to before have their figure in words only. It is what the item gave then: as it was before its
-- first change since, which the audit log has, else as it is now.
UPDATE "auto_top_up_rules" r SET ("agreed_credit_micro", "agreed_bonus_micro") = (
  SELECT coalesce((f."before"->>'creditMicro')::bigint, p."credit_micro"),
    coalesce((f."before"->>'bonusMicro')::bigint, p."bonus_micro")
  FROM "packs" p LEFT JOIN LATERAL (
    SELECT a."before" FROM "audit_log" a
    WHERE a."workspace_id" = '00000000-0000-0000-0000-000000000000' AND a."action" = 'pack.update'
      AND a."target_id" = p."id"::text AND a."created_at" > r."consent_at"
    ORDER BY a."created_at" LIMIT 1) f ON true
  WHERE p."id" = r."pack_id")
WHERE r."pack_id" IS NOT NULL;

UPDATE "auto_top_up_rules" r SET "agreed_credit_micro" = q."credit_micro"::bigint, "agreed_bonus_micro" = 0
FROM (
  SELECT n."workspace_id", div(n."amount_minor"::numeric * 1000000000000000, coalesce((
    SELECT (a."before"->>'unit_cost_nano')::numeric FROM "audit_log" a
    WHERE a."workspace_id" = '00000000-0000-0000-0000-000000000000' AND a."action" LIKE 'credit_price.%'
      AND a."target_id" = n."currency" AND a."created_at" > n."consent_at"
    ORDER BY a."created_at" LIMIT 1), c."unit_cost_nano"::numeric)) AS "credit_micro"
  FROM "auto_top_up_rules" n JOIN "credit_prices" c ON c."currency" = n."currency"
  WHERE n."amount_minor" IS NOT NULL) q
WHERE q."workspace_id" = r."workspace_id" AND q."credit_micro" BETWEEN 1 AND 9000000000000000000;
