-- Receipts as the terminal reports them, their letters and what became of each.

ALTER TYPE "receipt_status" RENAME TO "receipt_status_before";
CREATE TYPE "receipt_status" AS ENUM ('PRINTED', 'VIA_OFD', 'QUEUED', 'SENT', 'DELIVERED', 'BOUNCED', 'FAILED');
ALTER TABLE "receipt" ALTER COLUMN "status" TYPE "receipt_status"
  USING (CASE "status"::text WHEN 'NOT_DELIVERED' THEN 'BOUNCED' ELSE "status"::text END)::"receipt_status";
DROP TYPE "receipt_status_before";

CREATE TYPE "receipt_operation" AS ENUM ('SALE', 'REFUND', 'BUY', 'BUY_REFUND');
CREATE TYPE "letter_state" AS ENUM ('QUEUED', 'SENDING', 'SENT', 'DELIVERED', 'BOUNCED', 'FAILED');
CREATE TYPE "letter_addressee" AS ENUM ('BUYER', 'DEFAULT', 'OTHER');

ALTER TABLE "receipt"
  ADD COLUMN "fiscal_sign" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "operation" "receipt_operation" NOT NULL DEFAULT 'SALE',
  ADD COLUMN "content" JSONB,
  ADD COLUMN "received_at" TIMESTAMPTZ(3);
UPDATE "receipt" SET "received_at" = "issued_at";
ALTER TABLE "receipt"
  ALTER COLUMN "fiscal_sign" DROP DEFAULT,
  ALTER COLUMN "operation" DROP DEFAULT,
  ALTER COLUMN "received_at" SET NOT NULL,
  ADD CONSTRAINT "receipt_total" CHECK ("total_kopecks" >= 0);

-- One organization cannot take the numbers of another one's fiscal drive.
DROP INDEX "receipt_fiscal_drive_document_number_key";
CREATE UNIQUE INDEX "receipt_organization_id_fiscal_drive_document_number_key"
  ON "receipt" ("organization_id", "fiscal_drive", "document_number");

-- The journal by state, by terminal, by number, and by any part of an address.
CREATE INDEX "receipt_organization_id_status_issued_at_id_idx"
  ON "receipt" ("organization_id", "status", "issued_at" DESC, "id" DESC);
CREATE INDEX "receipt_terminal_id_issued_at_id_idx" ON "receipt" ("terminal_id", "issued_at" DESC, "id" DESC);
CREATE INDEX "receipt_organization_id_document_number_idx" ON "receipt" ("organization_id", "document_number");
CREATE INDEX "receipt_organization_id_fiscal_sign_idx" ON "receipt" ("organization_id", "fiscal_sign");
CREATE INDEX "receipt_contact_idx" ON "receipt" USING gin ("buyer_contact" gin_trgm_ops);

CREATE TABLE "receipt_letter" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "receipt_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "recipient" TEXT NOT NULL,
    "addressee" "letter_addressee" NOT NULL,
    "token" TEXT NOT NULL,
    "request_id" UUID,
    "state" "letter_state" NOT NULL DEFAULT 'QUEUED',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "queued_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_until" TIMESTAMPTZ(3),
    "handed_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "status_code" TEXT,
    "reason" TEXT,

    CONSTRAINT "receipt_letter_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "receipt_letter_organization_id_id_key" ON "receipt_letter" ("organization_id", "id");
CREATE UNIQUE INDEX "receipt_letter_receipt_id_number_key" ON "receipt_letter" ("receipt_id", "number");
CREATE UNIQUE INDEX "receipt_letter_token_key" ON "receipt_letter" ("token");
CREATE UNIQUE INDEX "receipt_letter_organization_id_request_id_key"
  ON "receipt_letter" ("organization_id", "request_id");
ALTER TABLE "receipt_letter" ADD CONSTRAINT "receipt_letter_organization_id_receipt_id_fkey"
  FOREIGN KEY ("organization_id", "receipt_id") REFERENCES "receipt" ("organization_id", "id")
  ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the delivery looks for: what is due, and what was left in the hands of a worker that died.
CREATE INDEX "receipt_letter_due_idx" ON "receipt_letter" ("due_at") WHERE "state" = 'QUEUED';
CREATE INDEX "receipt_letter_lease_idx" ON "receipt_letter" ("lease_until") WHERE "state" = 'SENDING';
-- One letter of a receipt is under way at a time.
CREATE UNIQUE INDEX "receipt_letter_open_key" ON "receipt_letter" ("receipt_id")
  WHERE "state" IN ('QUEUED', 'SENDING');
