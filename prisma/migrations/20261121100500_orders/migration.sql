-- Orders of cards for several stores and terminals, in parcels, with returns; an address book.

ALTER TYPE "card_order_state" RENAME TO "card_order_state_before";
CREATE TYPE "card_order_state" AS ENUM ('DRAFT', 'AWAITING_PAYMENT', 'PAID', 'PACKING', 'CANCELLING', 'SHIPPED', 'DELIVERED', 'PARTIAL', 'RETURNED', 'CANCELLED', 'FAILED');
ALTER TABLE "card_order" ALTER COLUMN "state" TYPE "card_order_state" USING ("state"::text::"card_order_state");
DROP TYPE "card_order_state_before";

ALTER TYPE "card_order_payment_state" RENAME TO "card_order_payment_state_before";
CREATE TYPE "card_order_payment_state" AS ENUM ('UNPAID', 'PAID', 'PARTLY_REFUNDED', 'REFUNDED');
ALTER TABLE "card_order" ALTER COLUMN "payment_state" TYPE "card_order_payment_state" USING ("payment_state"::text::"card_order_payment_state");
DROP TYPE "card_order_payment_state_before";

CREATE TYPE "card_order_parcel_state" AS ENUM ('SHIPPED', 'DELIVERED', 'RETURNED');

ALTER TABLE "card_order"
  ADD COLUMN "refunded_kopecks" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "period" "billing_period" NOT NULL DEFAULT 'M12',
  ADD COLUMN "shipment" INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN "held_at" TIMESTAMPTZ(3),
  ADD COLUMN "fingerprint" TEXT,
  ADD COLUMN "submitted_at" TIMESTAMPTZ(3),
  ADD COLUMN "returned_at" TIMESTAMPTZ(3),
  ADD COLUMN "resent_at" TIMESTAMPTZ(3),
  ADD COLUMN "cancel_taken_at" TIMESTAMPTZ(3);

CREATE TABLE "card_order_line" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "store_id" UUID NOT NULL,
    "terminal_id" UUID,
    "name" TEXT,
    "quantity" INTEGER NOT NULL,
    "received" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "card_order_line_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "card_order_line_organization_id_id_key" ON "card_order_line"("organization_id", "id");
CREATE UNIQUE INDEX "card_order_line_order_id_position_key" ON "card_order_line"("order_id", "position");
CREATE UNIQUE INDEX "card_order_line_order_id_terminal_id_key" ON "card_order_line"("order_id", "terminal_id");
CREATE INDEX "card_order_line_store_id_idx" ON "card_order_line"("store_id");
CREATE INDEX "card_order_line_terminal_id_idx" ON "card_order_line"("terminal_id");

CREATE TABLE "card_order_parcel" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "shipment" INTEGER NOT NULL,
    "reference" TEXT NOT NULL,
    "state" "card_order_parcel_state" NOT NULL,
    "tracking_number" TEXT,
    "tracking_url" TEXT,
    "quantity" INTEGER NOT NULL,
    "shipped_at" TIMESTAMPTZ(3) NOT NULL,
    "delivered_at" TIMESTAMPTZ(3),
    "returned_at" TIMESTAMPTZ(3),

    CONSTRAINT "card_order_parcel_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "card_order_parcel_organization_id_id_key" ON "card_order_parcel"("organization_id", "id");
CREATE UNIQUE INDEX "card_order_parcel_order_id_shipment_reference_key" ON "card_order_parcel"("order_id", "shipment", "reference");

CREATE TABLE "delivery_address" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "recipient" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "postal_code" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "address_line" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "delivery_address_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "delivery_address_organization_id_id_key" ON "delivery_address"("organization_id", "id");
CREATE UNIQUE INDEX "delivery_address_same_key" ON "delivery_address"("organization_id", "recipient", "phone", "postal_code", "city", "address_line");
CREATE INDEX "delivery_address_organization_id_used_at_idx" ON "delivery_address"("organization_id", "used_at" DESC);

CREATE INDEX "card_order_organization_id_fingerprint_submitted_at_idx" ON "card_order"("organization_id", "fingerprint", "submitted_at");

ALTER TABLE "card_order_line" ADD CONSTRAINT "card_order_line_organization_id_order_id_fkey" FOREIGN KEY ("organization_id", "order_id") REFERENCES "card_order"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "card_order_line" ADD CONSTRAINT "card_order_line_organization_id_store_id_fkey" FOREIGN KEY ("organization_id", "store_id") REFERENCES "store"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "card_order_line" ADD CONSTRAINT "card_order_line_organization_id_terminal_id_fkey" FOREIGN KEY ("organization_id", "terminal_id") REFERENCES "terminal"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "card_order_parcel" ADD CONSTRAINT "card_order_parcel_organization_id_order_id_fkey" FOREIGN KEY ("organization_id", "order_id") REFERENCES "card_order"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "delivery_address" ADD CONSTRAINT "delivery_address_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Orders there are already: one line and one parcel each.
UPDATE "card_order" SET "submitted_at" = "created_at";
UPDATE "card_order" SET "state" = 'CANCELLING' WHERE "cancel_requested_at" IS NOT NULL AND "state" IN ('PAID', 'PACKING');
UPDATE "card_order" SET "refunded_kopecks" = "total_kopecks" WHERE "payment_state" = 'REFUNDED';
INSERT INTO "card_order_line" ("organization_id", "order_id", "position", "store_id", "quantity", "received")
  SELECT "organization_id", "id", 0, "store_id", "quantity", CASE WHEN "state" = 'DELIVERED' THEN "quantity" ELSE 0 END
  FROM "card_order" WHERE "store_id" IS NOT NULL;
INSERT INTO "card_order_parcel" ("organization_id", "order_id", "shipment", "reference", "state", "tracking_number", "quantity", "shipped_at", "delivered_at")
  SELECT "organization_id", "id", 1, "tracking_number",
    CASE WHEN "state" = 'DELIVERED' THEN 'DELIVERED'::"card_order_parcel_state" ELSE 'SHIPPED' END,
    "tracking_number", "quantity", coalesce("shipped_at", "created_at"), "delivered_at"
  FROM "card_order" WHERE "tracking_number" IS NOT NULL;
ALTER TABLE "card_order" DROP COLUMN "tracking_number";

-- What Prisma's schema language cannot say.

ALTER TABLE "card_order" ADD CONSTRAINT "card_order_refunded" CHECK ("refunded_kopecks" BETWEEN 0 AND "total_kopecks");
ALTER TABLE "card_order" ADD CONSTRAINT "card_order_refunded_state" CHECK (
  ("payment_state" = 'REFUNDED' AND "refunded_kopecks" = "total_kopecks")
  OR ("payment_state" = 'PARTLY_REFUNDED' AND "refunded_kopecks" > 0 AND "refunded_kopecks" < "total_kopecks")
  OR ("payment_state" IN ('UNPAID', 'PAID') AND "refunded_kopecks" = 0)
);
ALTER TABLE "card_order_line" ADD CONSTRAINT "card_order_line_quantity" CHECK ("quantity" BETWEEN 1 AND 1000 AND "received" BETWEEN 0 AND "quantity");
ALTER TABLE "card_order_line" ADD CONSTRAINT "card_order_line_terminal" CHECK ("terminal_id" IS NULL OR "quantity" = 1);
ALTER TABLE "card_order_parcel" ADD CONSTRAINT "card_order_parcel_quantity" CHECK ("quantity" BETWEEN 0 AND 1000);

CREATE INDEX "card_order_under_way_idx" ON "card_order" ("id") WHERE "state" IN ('PAID', 'PACKING', 'CANCELLING', 'SHIPPED');
CREATE INDEX "card_order_quote_idx" ON "card_order" ("quote_expires_at") WHERE "state" IN ('DRAFT', 'AWAITING_PAYMENT');
