-- What the terminal's own clock was ahead of ours by at its last heartbeat; null: it has not said.
ALTER TABLE "terminal" ADD COLUMN "clock_skew_seconds" INTEGER, ADD COLUMN "paired_at" TIMESTAMPTZ(3);
-- Heartbeats rewrite rows all the time: room on the page keeps them out of the indexes.
ALTER TABLE "terminal" SET (fillfactor = 70);

-- A code that a terminal exchanges for its token. The code itself is not stored: it follows from the id.
CREATE TABLE "pairing_code" (
  "id" UUID NOT NULL,
  "organization_id" UUID NOT NULL,
  "store_id" UUID NOT NULL,
  "name" TEXT NOT NULL,
  "terminal_id" UUID,
  "code_hash" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "created_by" UUID NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "used_at" TIMESTAMPTZ(3),
  "paired_terminal_id" UUID,
  CONSTRAINT "pairing_code_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "pairing_code_used" CHECK (("used_at" IS NULL) = ("paired_terminal_id" IS NULL))
);
CREATE UNIQUE INDEX "pairing_code_code_hash_key" ON "pairing_code"("code_hash");
CREATE INDEX "pairing_code_organization_id_expires_at_idx" ON "pairing_code"("organization_id", "expires_at");
ALTER TABLE "pairing_code" ADD CONSTRAINT "pairing_code_organization_id_store_id_fkey" FOREIGN KEY ("organization_id", "store_id") REFERENCES "store"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "pairing_code" ADD CONSTRAINT "pairing_code_organization_id_terminal_id_fkey" FOREIGN KEY ("organization_id", "terminal_id") REFERENCES "terminal"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "pairing_code" ADD CONSTRAINT "pairing_code_organization_id_paired_terminal_id_fkey" FOREIGN KEY ("organization_id", "paired_terminal_id") REFERENCES "terminal"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Tries of those who are not signed in: how many are left, counted at a moment.
CREATE TABLE "guess_guard" (
  "key" TEXT NOT NULL,
  "tokens" DOUBLE PRECISION NOT NULL,
  "counted_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "guess_guard_pkey" PRIMARY KEY ("key")
);
CREATE INDEX "guess_guard_counted_at_idx" ON "guess_guard"("counted_at");
