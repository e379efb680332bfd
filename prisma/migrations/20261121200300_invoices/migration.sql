CREATE TYPE "vat_kind" AS ENUM ('STANDARD', 'NONE');
CREATE TYPE "invoice_state" AS ENUM ('ISSUED', 'PAID', 'CANCELLED');
CREATE TYPE "document_kind" AS ENUM ('INVOICE', 'ACT');
CREATE TYPE "bank_verdict" AS ENUM ('MATCHED', 'UNMATCHED', 'DOUBTFUL', 'REPEATED');

-- Software is sold without VAT, connection with it.
ALTER TABLE "plan" ADD COLUMN "vat" "vat_kind" NOT NULL DEFAULT 'STANDARD';

-- Numbers without gaps: taken under the lock of their row in the transaction that writes the document.
CREATE TABLE "document_counter" (
  "kind" "document_kind" NOT NULL,
  "year" INTEGER NOT NULL,
  "last" INTEGER NOT NULL,
  CONSTRAINT "document_counter_pkey" PRIMARY KEY ("kind", "year")
);

CREATE TABLE "invoice" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "organization_id" UUID NOT NULL,
  "request_id" UUID NOT NULL,
  "year" INTEGER NOT NULL,
  "number" INTEGER NOT NULL,
  "state" "invoice_state" NOT NULL,
  "issued_on" DATE NOT NULL,
  "due_on" DATE NOT NULL,
  "amount_kopecks" BIGINT NOT NULL,
  "seller" JSONB NOT NULL,
  "buyer" JSONB NOT NULL,
  "purpose" TEXT NOT NULL,
  "actor_name" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "paid_at" TIMESTAMPTZ(3),
  "cancelled_at" TIMESTAMPTZ(3),
  CONSTRAINT "invoice_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "invoice_amount_positive" CHECK ("amount_kopecks" > 0),
  CONSTRAINT "invoice_paid" CHECK (("paid_at" IS NOT NULL) = ("state" = 'PAID')),
  CONSTRAINT "invoice_cancelled" CHECK (("cancelled_at" IS NOT NULL) = ("state" = 'CANCELLED'))
);
CREATE UNIQUE INDEX "invoice_organization_id_id_key" ON "invoice" ("organization_id", "id");
CREATE UNIQUE INDEX "invoice_organization_id_request_id_key" ON "invoice" ("organization_id", "request_id");
CREATE UNIQUE INDEX "invoice_year_number_key" ON "invoice" ("year", "number");
CREATE INDEX "invoice_organization_id_created_at_id_idx" ON "invoice" ("organization_id", "created_at" DESC, "id" DESC);
ALTER TABLE "invoice"
  ADD CONSTRAINT "invoice_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "invoice_line" (
  "organization_id" UUID NOT NULL,
  "invoice_id" UUID NOT NULL,
  "position" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "quantity" INTEGER NOT NULL,
  "unit_price_kopecks" BIGINT NOT NULL,
  "amount_kopecks" BIGINT NOT NULL,
  "vat_percent" INTEGER,
  "vat_kopecks" BIGINT NOT NULL,
  CONSTRAINT "invoice_line_pkey" PRIMARY KEY ("invoice_id", "position"),
  CONSTRAINT "invoice_line_amount" CHECK ("quantity" > 0 AND "amount_kopecks" = "quantity" * "unit_price_kopecks"),
  CONSTRAINT "invoice_line_vat" CHECK ("vat_kopecks" >= 0 AND ("vat_percent" IS NOT NULL OR "vat_kopecks" = 0))
);
ALTER TABLE "invoice_line"
  ADD CONSTRAINT "invoice_line_organization_id_invoice_id_fkey" FOREIGN KEY ("organization_id", "invoice_id") REFERENCES "invoice"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What an invoice says never changes; only what becomes of it.
CREATE FUNCTION refuse_new_terms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - ARRAY['state', 'paid_at', 'cancelled_at']) <> (to_jsonb(OLD) - ARRAY['state', 'paid_at', 'cancelled_at'])
    OR OLD."state" <> 'ISSUED' THEN
    RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER "invoice_terms" BEFORE UPDATE ON "invoice" FOR EACH ROW EXECUTE FUNCTION refuse_new_terms();
CREATE TRIGGER "invoice_kept" BEFORE DELETE ON "invoice" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "invoice_line_append_only" BEFORE UPDATE OR DELETE ON "invoice_line"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A statement of the seller's bank. organization_id: the sandbox takes them for one organization only.
CREATE TABLE "bank_statement" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "organization_id" UUID,
  "file_hash" TEXT NOT NULL,
  "file_name" TEXT NOT NULL,
  "account" TEXT NOT NULL,
  "from_date" DATE NOT NULL,
  "to_date" DATE NOT NULL,
  "outgoing" INTEGER NOT NULL,
  "actor_name" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "bank_statement_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "bank_statement_file_key" ON "bank_statement" ("organization_id", "file_hash") NULLS NOT DISTINCT;
CREATE INDEX "bank_statement_created_at_id_idx" ON "bank_statement" ("created_at" DESC, "id" DESC);
ALTER TABLE "bank_statement"
  ADD CONSTRAINT "bank_statement_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "bank_payment" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "statement_id" UUID NOT NULL,
  "organization_id" UUID,
  "line" INTEGER NOT NULL,
  "fingerprint" TEXT NOT NULL,
  "number" TEXT NOT NULL,
  "paid_on" DATE NOT NULL,
  "amount_kopecks" BIGINT NOT NULL,
  "payer_name" TEXT NOT NULL,
  "payer_inn" TEXT NOT NULL,
  "payer_account" TEXT NOT NULL,
  "purpose" TEXT NOT NULL,
  "verdict" "bank_verdict" NOT NULL,
  "reason" TEXT NOT NULL,
  "invoice_id" UUID,
  CONSTRAINT "bank_payment_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "bank_payment_matched" CHECK ("verdict" <> 'MATCHED' OR "invoice_id" IS NOT NULL)
);
CREATE INDEX "bank_payment_statement_id_line_idx" ON "bank_payment" ("statement_id", "line");
CREATE INDEX "bank_payment_invoice_id_idx" ON "bank_payment" ("invoice_id");
-- A payment of a statement counts once, in whatever files it comes.
CREATE UNIQUE INDEX "bank_payment_once" ON "bank_payment" ("organization_id", "fingerprint") NULLS NOT DISTINCT
  WHERE "verdict" <> 'REPEATED';
-- An invoice is paid by one payment.
CREATE UNIQUE INDEX "bank_payment_invoice_once" ON "bank_payment" ("invoice_id") WHERE "verdict" = 'MATCHED';
ALTER TABLE "bank_payment"
  ADD CONSTRAINT "bank_payment_statement_id_fkey" FOREIGN KEY ("statement_id") REFERENCES "bank_statement"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "bank_payment_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "bank_payment_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER "bank_payment_append_only" BEFORE UPDATE OR DELETE ON "bank_payment"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Closing document of a month.
CREATE TABLE "act" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "organization_id" UUID NOT NULL,
  "year" INTEGER NOT NULL,
  "number" INTEGER NOT NULL,
  "month" DATE NOT NULL,
  "issued_on" DATE NOT NULL,
  "amount_kopecks" BIGINT NOT NULL,
  "seller" JSONB NOT NULL,
  "buyer" JSONB NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "act_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "act_amount_positive" CHECK ("amount_kopecks" > 0),
  CONSTRAINT "act_month" CHECK (extract(day FROM "month") = 1)
);
CREATE UNIQUE INDEX "act_organization_id_id_key" ON "act" ("organization_id", "id");
CREATE UNIQUE INDEX "act_organization_id_month_key" ON "act" ("organization_id", "month");
CREATE UNIQUE INDEX "act_year_number_key" ON "act" ("year", "number");
ALTER TABLE "act"
  ADD CONSTRAINT "act_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "act_line" (
  "organization_id" UUID NOT NULL,
  "act_id" UUID NOT NULL,
  "position" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "quantity" INTEGER NOT NULL,
  "amount_kopecks" BIGINT NOT NULL,
  "vat_percent" INTEGER,
  "vat_kopecks" BIGINT NOT NULL,
  CONSTRAINT "act_line_pkey" PRIMARY KEY ("act_id", "position"),
  CONSTRAINT "act_line_vat" CHECK ("vat_kopecks" >= 0 AND ("vat_percent" IS NOT NULL OR "vat_kopecks" = 0))
);
ALTER TABLE "act_line"
  ADD CONSTRAINT "act_line_organization_id_act_id_fkey" FOREIGN KEY ("organization_id", "act_id") REFERENCES "act"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER "act_append_only" BEFORE UPDATE OR DELETE ON "act" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "act_line_append_only" BEFORE UPDATE OR DELETE ON "act_line"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Months whose closing documents have been asked for.
CREATE TABLE "act_month" (
  "month" DATE NOT NULL,
  CONSTRAINT "act_month_pkey" PRIMARY KEY ("month")
);
