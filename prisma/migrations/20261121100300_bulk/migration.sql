CREATE TYPE "sim_bulk_state" AS ENUM ('DRAFT', 'RUNNING', 'PAUSED', 'STOPPED', 'FINISHED', 'CANCELLED');
CREATE TYPE "sim_bulk_item_state" AS ENUM ('WAITING', 'REFUSED', 'RUNNING', 'DONE', 'FAILED', 'LEFT');
CREATE TYPE "sim_bulk_origin" AS ENUM ('TEXT', 'FILE', 'SELECTION', 'RETRY');

-- One action on many cards: checked as a whole, carried out part by part.
CREATE TABLE "sim_bulk" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "organization_id" UUID NOT NULL,
  "request_id" UUID NOT NULL,
  "action" "sim_action" NOT NULL,
  "state" "sim_bulk_state" NOT NULL,
  "origin" "sim_bulk_origin" NOT NULL,
  "file_name" TEXT,
  "retry_of_id" UUID,
  "store_ids" UUID[],
  "all_stores" BOOLEAN NOT NULL,
  "total" INTEGER NOT NULL,
  "actor_id" UUID NOT NULL,
  "actor_name" TEXT NOT NULL,
  "period" "billing_period",
  "stop_renewal" BOOLEAN NOT NULL DEFAULT false,
  "unit_price_kopecks" INTEGER,
  "max_kopecks" BIGINT,
  "charged_kopecks" BIGINT NOT NULL DEFAULT 0,
  "pause_code" TEXT,
  "pause_reason" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "confirmed_at" TIMESTAMPTZ(3),
  "finished_at" TIMESTAMPTZ(3),
  CONSTRAINT "sim_bulk_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "sim_bulk_not_terminate" CHECK ("action"::text IN ('ACTIVATE', 'DEACTIVATE')),
  CONSTRAINT "sim_bulk_no_more_than_said" CHECK ("charged_kopecks" BETWEEN 0 AND coalesce("max_kopecks", 0)),
  CONSTRAINT "sim_bulk_confirmed" CHECK (("confirmed_at" IS NULL) = ("state" IN ('DRAFT', 'CANCELLED')))
);
CREATE UNIQUE INDEX "sim_bulk_organization_id_id_key" ON "sim_bulk" ("organization_id", "id");
CREATE UNIQUE INDEX "sim_bulk_organization_id_request_id_key" ON "sim_bulk" ("organization_id", "request_id");
CREATE INDEX "sim_bulk_open_idx" ON "sim_bulk" ("id") WHERE "finished_at" IS NULL AND "confirmed_at" IS NOT NULL;
ALTER TABLE "sim_bulk"
  ADD CONSTRAINT "sim_bulk_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "sim_bulk_organization_id_retry_of_id_fkey" FOREIGN KEY ("organization_id", "retry_of_id") REFERENCES "sim_bulk"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "sim_bulk_item" (
  "organization_id" UUID NOT NULL,
  "bulk_id" UUID NOT NULL,
  "position" INTEGER NOT NULL,
  "line" INTEGER NOT NULL,
  "text" TEXT NOT NULL,
  "iccid" TEXT,
  "sim_card_id" UUID,
  "state" "sim_bulk_item_state" NOT NULL,
  "to_pay" BOOLEAN NOT NULL DEFAULT false,
  "operation_id" UUID,
  "code" TEXT,
  "reason" TEXT,
  "charged_kopecks" INTEGER NOT NULL DEFAULT 0,
  "ended_at" TIMESTAMPTZ(3),
  CONSTRAINT "sim_bulk_item_pkey" PRIMARY KEY ("bulk_id", "position"),
  CONSTRAINT "sim_bulk_item_has_card" CHECK ("sim_card_id" IS NOT NULL OR "state" = 'REFUSED'),
  CONSTRAINT "sim_bulk_item_has_operation" CHECK (("operation_id" IS NOT NULL) = ("state" IN ('RUNNING', 'DONE', 'FAILED'))),
  CONSTRAINT "sim_bulk_item_says_why" CHECK ("reason" IS NOT NULL OR "state" NOT IN ('REFUSED', 'FAILED'))
);
CREATE INDEX "sim_bulk_item_bulk_id_state_position_idx" ON "sim_bulk_item" ("bulk_id", "state", "position");
CREATE INDEX "sim_bulk_item_operation_id_idx" ON "sim_bulk_item" ("operation_id");
CREATE INDEX "sim_bulk_item_sim_card_id_idx" ON "sim_bulk_item" ("sim_card_id");
-- A card stands in a bulk once.
CREATE UNIQUE INDEX "sim_bulk_item_card_key" ON "sim_bulk_item" ("bulk_id", "sim_card_id") WHERE "state" <> 'REFUSED';
ALTER TABLE "sim_bulk_item"
  ADD CONSTRAINT "sim_bulk_item_organization_id_bulk_id_fkey" FOREIGN KEY ("organization_id", "bulk_id") REFERENCES "sim_bulk"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE,
  ADD CONSTRAINT "sim_bulk_item_organization_id_sim_card_id_fkey" FOREIGN KEY ("organization_id", "sim_card_id") REFERENCES "sim_card"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "sim_bulk_item_organization_id_operation_id_fkey" FOREIGN KEY ("organization_id", "operation_id") REFERENCES "sim_operation"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
