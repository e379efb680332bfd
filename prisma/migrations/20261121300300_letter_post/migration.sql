ALTER TABLE "letter"
  ADD COLUMN "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ADD COLUMN "attempts" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "refusal" TEXT;

UPDATE "letter" SET "due_at" = "created_at";
ALTER TABLE "letter" ALTER COLUMN "due_at" DROP DEFAULT;

DROP INDEX IF EXISTS "letter_not_sent";
CREATE INDEX "letter_not_sent" ON "letter" ("due_at") WHERE "sent_at" IS NULL AND "refusal" IS NULL;
