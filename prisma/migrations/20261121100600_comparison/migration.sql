-- What the comparison with an operator found about a card and could not put right by itself.
CREATE TYPE "sim_card_mismatch" AS ENUM ('UNKNOWN', 'ALIVE');
ALTER TABLE "sim_card_traffic" ADD COLUMN "mismatch" "sim_card_mismatch";
CREATE INDEX "sim_card_traffic_mismatch_idx" ON "sim_card_traffic" ("organization_id") WHERE "mismatch" IS NOT NULL;

ALTER TYPE "sim_card_log_kind" ADD VALUE 'OPERATOR_UNKNOWN';
ALTER TYPE "sim_card_log_kind" ADD VALUE 'OPERATOR_KNOWN';
ALTER TYPE "sim_card_log_kind" ADD VALUE 'OPERATOR_ALIVE';
ALTER TYPE "sim_card_log_kind" ADD VALUE 'OPERATOR_CLOSED';

ALTER TABLE "operator_reconciliation" ADD COLUMN "unknown" INTEGER NOT NULL DEFAULT 0;

-- The cards that an operator has named in the comparison under way. Lost with a crash of the database, no harm is done:
-- each card that seems to be missing is asked about.
CREATE UNLOGGED TABLE "operator_listing" (
  "operator_slug" TEXT NOT NULL,
  "number_key" TEXT NOT NULL,
  CONSTRAINT "operator_listing_pkey" PRIMARY KEY ("operator_slug", "number_key")
);
