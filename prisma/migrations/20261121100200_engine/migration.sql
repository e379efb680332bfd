-- A card may be closed for good.
ALTER TYPE "sim_action" ADD VALUE 'TERMINATE';

-- Why the system keeps a card off, and where the card belongs when nothing does. The first reason is the one shown.
ALTER TABLE "sim_card"
  ADD COLUMN "holds" "suspend_reason"[] NOT NULL DEFAULT '{}',
  ADD COLUMN "intended_state" "sim_card_state",
  ADD COLUMN "termination_asked_at" TIMESTAMPTZ(3),
  ADD COLUMN "termination_asked_by" TEXT;
UPDATE "sim_card" SET "holds" = ARRAY["suspend_reason"] WHERE "suspend_reason" IS NOT NULL;
ALTER TABLE "sim_card"
  ADD CONSTRAINT "sim_card_first_hold_is_shown" CHECK ("suspend_reason" IS NOT DISTINCT FROM "holds"[1]),
  ADD CONSTRAINT "sim_card_intended_state" CHECK ("intended_state" IN ('ACTIVE', 'INACTIVE')),
  ADD CONSTRAINT "sim_card_termination_asked" CHECK (("termination_asked_at" IS NULL) = ("termination_asked_by" IS NULL));

CREATE FUNCTION sim_card_stays_terminated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'card % is closed for good', OLD."id" USING ERRCODE = 'check_violation';
END
$$;
CREATE TRIGGER "sim_card_terminated_is_final" BEFORE UPDATE OF "state" ON "sim_card"
  FOR EACH ROW WHEN (OLD."state" = 'TERMINATED' AND NEW."state" <> 'TERMINATED')
  EXECUTE FUNCTION sim_card_stays_terminated();

-- The queue of an operator: when an operation has its next step, and who is taking it.
ALTER TABLE "sim_operation"
  ADD COLUMN "operator_slug" TEXT,
  ADD COLUMN "due_at" TIMESTAMPTZ(3),
  ADD COLUMN "leased_by" UUID;
UPDATE "sim_operation" o SET "operator_slug" = c."operator_slug", "due_at" = o."created_at"
  FROM "sim_card" c
  WHERE c."id" = o."sim_card_id" AND o."state" IN ('QUEUED', 'IN_PROGRESS', 'TIMED_OUT');
ALTER TABLE "sim_operation"
  ADD CONSTRAINT "sim_operation_operator_slug_fkey" FOREIGN KEY ("operator_slug") REFERENCES "operator"("slug") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "sim_operation_due_at_an_operator" CHECK ("due_at" IS NULL OR "operator_slug" IS NOT NULL);
CREATE INDEX "sim_operation_due_idx" ON "sim_operation" ("operator_slug", "due_at") WHERE "due_at" IS NOT NULL;
CREATE INDEX "sim_operation_leased_idx" ON "sim_operation" ("operator_slug") WHERE "leased_by" IS NOT NULL;

-- Who carries out the operations of an operator now.
CREATE TABLE "operator_dispatch" (
  "operator_slug" TEXT NOT NULL,
  "holder" UUID,
  "held_until" TIMESTAMPTZ(3),
  CONSTRAINT "operator_dispatch_pkey" PRIMARY KEY ("operator_slug"),
  CONSTRAINT "operator_dispatch_held" CHECK (("holder" IS NULL) = ("held_until" IS NULL))
);
ALTER TABLE "operator_dispatch" ADD CONSTRAINT "operator_dispatch_operator_slug_fkey"
  FOREIGN KEY ("operator_slug") REFERENCES "operator"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;

-- How far the comparison with an operator's cards has come; the last finished one stays readable.
CREATE TABLE "operator_reconciliation" (
  "operator_slug" TEXT NOT NULL,
  "next_at" TIMESTAMPTZ(3) NOT NULL,
  "cursor" TEXT,
  "started_at" TIMESTAMPTZ(3),
  "finished_at" TIMESTAMPTZ(3),
  "seen" INTEGER NOT NULL DEFAULT 0,
  "differed" INTEGER NOT NULL DEFAULT 0,
  "repaired" INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT "operator_reconciliation_pkey" PRIMARY KEY ("operator_slug")
);
ALTER TABLE "operator_reconciliation" ADD CONSTRAINT "operator_reconciliation_operator_slug_fkey"
  FOREIGN KEY ("operator_slug") REFERENCES "operator"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;
