-- What the cabinet noticed of a terminal and nobody did: the rest of its history is the audit.
CREATE TYPE "terminal_health" AS ENUM ('OK', 'NEEDS_ATTENTION', 'OFFLINE');
CREATE TYPE "terminal_event_kind" AS ENUM ('HEALTH', 'POS_VERSION', 'OFD_MODE', 'MODULE_VERSION');
CREATE TABLE "terminal_event" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "organization_id" UUID NOT NULL,
  "terminal_id" UUID NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "kind" "terminal_event_kind" NOT NULL,
  "before" TEXT,
  "after" TEXT,
  "detail" TEXT,
  CONSTRAINT "terminal_event_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "terminal_event_organization_id_id_key" ON "terminal_event"("organization_id", "id");
CREATE INDEX "terminal_event_terminal_id_at_id_idx" ON "terminal_event"("terminal_id", "at" DESC, "id" DESC);
ALTER TABLE "terminal_event" ADD CONSTRAINT "terminal_event_organization_id_terminal_id_fkey"
  FOREIGN KEY ("organization_id", "terminal_id") REFERENCES "terminal"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The history of one terminal out of the audit of all; entries of money are not in it.
CREATE INDEX "audit_entry_terminal_idx" ON "audit_entry" ("organization_id", "object_id", "at" DESC, "id" DESC)
  WHERE "object_type" IN ('terminal', 'receiptSetting');

-- A deadline that the owner has been told of: each once.
CREATE TYPE "terminal_notice_kind" AS ENUM ('SILENT', 'LOCK_SOON', 'LOCKED', 'DRIVE_MONTH', 'DRIVE_DAYS', 'DRIVE_OVER');
CREATE TABLE "terminal_notice" (
  "organization_id" UUID NOT NULL,
  "terminal_id" UUID NOT NULL,
  "kind" "terminal_notice_kind" NOT NULL,
  "since" DATE NOT NULL,
  "noticed_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "terminal_notice_pkey" PRIMARY KEY ("terminal_id", "kind", "since")
);
ALTER TABLE "terminal_notice" ADD CONSTRAINT "terminal_notice_organization_id_terminal_id_fkey"
  FOREIGN KEY ("organization_id", "terminal_id") REFERENCES "terminal"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The last day on which the terminals of an organization were looked at for deadlines.
CREATE TABLE "terminal_watch" (
  "organization_id" UUID NOT NULL,
  "looked_on" DATE NOT NULL,
  CONSTRAINT "terminal_watch_pkey" PRIMARY KEY ("organization_id")
);
ALTER TABLE "terminal_watch" ADD CONSTRAINT "terminal_watch_organization_id_fkey"
  FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "terminal"
  ADD COLUMN "noted_health" "terminal_health",
  ADD COLUMN "applied_etag" TEXT,
  ADD COLUMN "applied_at" TIMESTAMPTZ(3),
  ADD COLUMN "moved_at" TIMESTAMPTZ(3);
-- The list by name; what heartbeats write stands in no index.
CREATE INDEX "terminal_organization_id_name_id_idx" ON "terminal"("organization_id", "name", "id");
CREATE INDEX "terminal_imei_idx" ON "terminal" USING gin ("imei" gin_trgm_ops);

-- A card on a terminal stands in the store of the terminal, whoever moves it and however.
CREATE FUNCTION terminal_cards_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "sim_card" SET "store_id" = NEW."store_id"
  WHERE "organization_id" = NEW."organization_id" AND "terminal_id" = NEW."id"
    AND "store_id" IS DISTINCT FROM NEW."store_id";
  RETURN NULL;
END $$;
CREATE TRIGGER "terminal_cards_follow" AFTER UPDATE OF "store_id" ON "terminal"
  FOR EACH ROW WHEN (OLD."store_id" IS DISTINCT FROM NEW."store_id") EXECUTE FUNCTION terminal_cards_follow();

-- The own receipt setting of a store goes with the store.
ALTER TABLE "receipt_setting" DROP CONSTRAINT "receipt_setting_organization_id_store_id_fkey";
ALTER TABLE "receipt_setting" ADD CONSTRAINT "receipt_setting_organization_id_store_id_fkey"
  FOREIGN KEY ("organization_id", "store_id") REFERENCES "store"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
