ALTER TABLE "receipt_setting" ADD COLUMN "email_typed" TEXT;

-- Default addresses and whether their owners have agreed, once for an organization.
CREATE TABLE "receipt_address" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "token_hash" TEXT,
    "mail_token" TEXT,
    "letters" INTEGER NOT NULL DEFAULT 0,
    "asked_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMPTZ(3),
    "status_code" TEXT,
    "refusal" TEXT,
    "confirmed_at" TIMESTAMPTZ(3),
    CONSTRAINT "receipt_address_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "receipt_address_token_hash_key" ON "receipt_address"("token_hash");
CREATE UNIQUE INDEX "receipt_address_mail_token_key" ON "receipt_address"("mail_token");
CREATE UNIQUE INDEX "receipt_address_organization_id_id_key" ON "receipt_address"("organization_id", "id");
CREATE UNIQUE INDEX "receipt_address_organization_id_address_key" ON "receipt_address"("organization_id", "address");
ALTER TABLE "receipt_address" ADD CONSTRAINT "receipt_address_organization_id_fkey"
  FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- A link that can be pressed has an end.
ALTER TABLE "receipt_address" ADD CONSTRAINT "receipt_address_link_ends"
  CHECK ("token_hash" IS NULL OR "expires_at" IS NOT NULL);

-- Addresses that were in force before confirmation existed stay in force.
INSERT INTO "receipt_address" ("organization_id", "address", "confirmed_at")
SELECT DISTINCT ON ("organization_id", "default_email") "organization_id", "default_email", "updated_at"
FROM "receipt_setting" WHERE "default_email" <> ''
ORDER BY "organization_id", "default_email", "updated_at" DESC;
