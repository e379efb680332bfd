-- Saved cards, autopay, refunds of top-ups.
ALTER TYPE "ledger_transaction_kind" ADD VALUE 'TOP_UP_REFUND';
CREATE TYPE "payment_kind" AS ENUM ('TOP_UP', 'AUTOPAY');
CREATE TYPE "payment_card_state" AS ENUM ('ACTIVE', 'REMOVED', 'REVOKED', 'UNUSABLE');
CREATE TYPE "refund_state" AS ENUM ('CREATED', 'PENDING', 'SUCCEEDED', 'CANCELLED');

CREATE TABLE "payment_card" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "state" "payment_card_state" NOT NULL,
    "method_id" TEXT,
    "brand" TEXT NOT NULL,
    "first6" TEXT NOT NULL,
    "last4" TEXT NOT NULL,
    "expiry_month" INTEGER NOT NULL,
    "expiry_year" INTEGER NOT NULL,
    "added_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,
    CONSTRAINT "payment_card_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "payment_card_organization_id_id_key" ON "payment_card"("organization_id", "id");
ALTER TABLE "payment_card" ADD CONSTRAINT "payment_card_organization_id_fkey"
  FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- The same plastic stands in the list once: taking it off takes off all of it.
CREATE UNIQUE INDEX "payment_card_one_plastic" ON "payment_card"
  ("organization_id", "first6", "last4", "expiry_month", "expiry_year") WHERE "state" = 'ACTIVE';
-- What can be charged is kept exactly as long as it may be charged.
ALTER TABLE "payment_card" ADD CONSTRAINT "payment_card_method_while_active"
  CHECK (("state" = 'ACTIVE') = ("method_id" IS NOT NULL) AND ("state" = 'ACTIVE') = ("ended_at" IS NULL));

CREATE FUNCTION payment_card_end_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'payment card % is not charged any more and stays so', OLD."id" USING ERRCODE = 'check_violation';
END
$$;
CREATE TRIGGER "payment_card_end_is_final" BEFORE UPDATE ON "payment_card"
  FOR EACH ROW WHEN (OLD."state" <> 'ACTIVE') EXECUTE FUNCTION payment_card_end_is_final();

CREATE TABLE "autopay" (
    "organization_id" UUID NOT NULL,
    "card_id" UUID,
    "off_reason" TEXT,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_by" TEXT NOT NULL,
    CONSTRAINT "autopay_pkey" PRIMARY KEY ("organization_id")
);
ALTER TABLE "autopay" ADD CONSTRAINT "autopay_organization_id_fkey"
  FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "autopay" ADD CONSTRAINT "autopay_organization_id_card_id_fkey"
  FOREIGN KEY ("organization_id", "card_id") REFERENCES "payment_card"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "payment"
  ADD COLUMN "kind" "payment_kind" NOT NULL DEFAULT 'TOP_UP',
  ADD COLUMN "save_card" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "card_id" UUID,
  ADD COLUMN "purpose" TEXT,
  ADD COLUMN "autopay_key" TEXT,
  ADD COLUMN "sent_at" TIMESTAMPTZ(3),
  ADD COLUMN "refunded_kopecks" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "payment" ADD CONSTRAINT "payment_organization_id_card_id_fkey"
  FOREIGN KEY ("organization_id", "card_id") REFERENCES "payment_card"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "payment" ADD CONSTRAINT "payment_amount" CHECK ("amount_kopecks" > 0);
ALTER TABLE "payment" ADD CONSTRAINT "payment_refunded" CHECK (
  "refunded_kopecks" BETWEEN 0 AND "amount_kopecks" AND ("refunded_kopecks" = 0 OR "state" = 'SUCCEEDED'));
ALTER TABLE "payment" ADD CONSTRAINT "payment_autopay" CHECK (
  ("kind" = 'AUTOPAY') = ("autopay_key" IS NOT NULL) AND ("kind" <> 'AUTOPAY' OR "card_id" IS NOT NULL)
  AND NOT ("save_card" AND "card_id" IS NOT NULL));
CREATE UNIQUE INDEX "payment_organization_id_autopay_key_key" ON "payment"("organization_id", "autopay_key");
CREATE UNIQUE INDEX "payment_one_open_autopay" ON "payment"("organization_id")
  WHERE "kind" = 'AUTOPAY' AND "state" IN ('CREATED', 'PENDING');
-- Sent, and the provider has never said its number.
CREATE INDEX "payment_unanswered" ON "payment"("created_at") WHERE "provider_id" IS NULL AND "sent_at" IS NOT NULL;

CREATE FUNCTION payment_by_active_card() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM "payment_card" WHERE "id" = NEW."card_id" AND "state" = 'ACTIVE' FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'payment card % may not be charged', NEW."card_id" USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER "payment_by_active_card" BEFORE INSERT ON "payment"
  FOR EACH ROW WHEN (NEW."card_id" IS NOT NULL) EXECUTE FUNCTION payment_by_active_card();
-- A request leaves for the provider only while its card may be charged.
CREATE TRIGGER "payment_sent_by_active_card" BEFORE UPDATE OF "sent_at" ON "payment"
  FOR EACH ROW WHEN (NEW."card_id" IS NOT NULL AND OLD."sent_at" IS DISTINCT FROM NEW."sent_at")
  EXECUTE FUNCTION payment_by_active_card();

CREATE TABLE "payment_refund" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "amount_kopecks" BIGINT NOT NULL,
    "state" "refund_state" NOT NULL,
    "provider_id" TEXT,
    "cancellation_reason" TEXT,
    "actor_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    CONSTRAINT "payment_refund_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "payment_refund_amount" CHECK ("amount_kopecks" > 0)
);
CREATE UNIQUE INDEX "payment_refund_provider_id_key" ON "payment_refund"("provider_id");
CREATE UNIQUE INDEX "payment_refund_organization_id_id_key" ON "payment_refund"("organization_id", "id");
CREATE UNIQUE INDEX "payment_refund_organization_id_request_id_key" ON "payment_refund"("organization_id", "request_id");
CREATE INDEX "payment_refund_payment_id_idx" ON "payment_refund"("payment_id");
ALTER TABLE "payment_refund" ADD CONSTRAINT "payment_refund_organization_id_fkey"
  FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "payment_refund" ADD CONSTRAINT "payment_refund_organization_id_payment_id_fkey"
  FOREIGN KEY ("organization_id", "payment_id") REFERENCES "payment"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
