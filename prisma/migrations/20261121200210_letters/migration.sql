-- Letters to people, each told once to one address.
CREATE TABLE "letter" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    CONSTRAINT "letter_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "letter_organization_id_id_key" ON "letter"("organization_id", "id");
CREATE UNIQUE INDEX "letter_organization_id_key_email_key" ON "letter"("organization_id", "key", "email");
ALTER TABLE "letter" ADD CONSTRAINT "letter_organization_id_fkey"
  FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- What the post has still to take, the oldest first.
CREATE INDEX "letter_not_sent" ON "letter"("created_at") WHERE "sent_at" IS NULL;
