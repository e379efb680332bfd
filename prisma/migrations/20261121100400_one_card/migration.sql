-- A card is one card whichever length of its number is written: 20 digits are 19 and a check digit more.
CREATE FUNCTION sim_card_number_key(iccid TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  CASE WHEN length(iccid) = 20 THEN left(iccid, 19) ELSE iccid END;
CREATE UNIQUE INDEX "sim_card_number_key" ON "sim_card" (sim_card_number_key("iccid"));

CREATE TYPE "sim_usage_level" AS ENUM ('NONE', 'NEAR', 'OVER');
CREATE TYPE "sim_limit_action" AS ENUM ('WARN', 'SUSPEND');
CREATE TYPE "sim_imei_lock_state" AS ENUM ('QUEUED', 'IN_PROGRESS', 'COMPLETED', 'FAILED');
CREATE TYPE "sim_card_log_kind" AS ENUM (
  'CLAIMED', 'BOUND', 'UNBOUND', 'LABELLED', 'LIMIT_SET', 'LIMIT_NEAR', 'LIMIT_OVER', 'DEVICE_CHANGED',
  'IMEI_LOCKED', 'IMEI_UNLOCKED', 'IMEI_LOCK_FAILED');

ALTER TABLE "sim_card"
  ADD COLUMN "claim_request_id" UUID,
  ADD COLUMN "data_limit_mb" INTEGER,
  ADD COLUMN "imei_lock" TEXT,
  ADD CONSTRAINT "sim_card_data_limit" CHECK ("data_limit_mb" >= 0),
  ADD CONSTRAINT "sim_card_imei_lock" CHECK ("imei_lock" ~ '^\d{14,16}$');
CREATE INDEX "sim_card_held_by_limit_idx" ON "sim_card" ("id") WHERE 'LIMIT' = ANY ("holds");

-- What the operator says about a card's traffic and device: written often, so apart from the card and its indexes.
CREATE TABLE "sim_card_traffic" (
  "organization_id" UUID NOT NULL,
  "sim_card_id" UUID NOT NULL,
  "operator_slug" TEXT NOT NULL,
  "due_at" TIMESTAMPTZ(3),
  "synced_at" TIMESTAMPTZ(3),
  "month" DATE,
  "month_bytes" BIGINT NOT NULL DEFAULT 0,
  "level" "sim_usage_level" NOT NULL DEFAULT 'NONE',
  "imei" TEXT,
  "imei_seen_at" TIMESTAMPTZ(3),
  "is_elsewhere" BOOLEAN NOT NULL DEFAULT false,
  CONSTRAINT "sim_card_traffic_pkey" PRIMARY KEY ("sim_card_id"),
  CONSTRAINT "sim_card_traffic_month" CHECK (extract(day FROM "month") = 1),
  CONSTRAINT "sim_card_traffic_imei" CHECK ("imei" ~ '^\d{14,16}$'),
  CONSTRAINT "sim_card_traffic_elsewhere_is_seen" CHECK ("imei" IS NOT NULL OR NOT "is_elsewhere")
);
CREATE UNIQUE INDEX "sim_card_traffic_organization_id_sim_card_id_key" ON "sim_card_traffic" ("organization_id", "sim_card_id");
CREATE INDEX "sim_card_traffic_due_idx" ON "sim_card_traffic" ("operator_slug", "due_at") WHERE "due_at" IS NOT NULL;
CREATE INDEX "sim_card_traffic_level_idx" ON "sim_card_traffic" ("organization_id", "level") WHERE "level" <> 'NONE';
CREATE INDEX "sim_card_traffic_elsewhere_idx" ON "sim_card_traffic" ("organization_id") WHERE "is_elsewhere";
ALTER TABLE "sim_card_traffic"
  ADD CONSTRAINT "sim_card_traffic_organization_id_sim_card_id_fkey"
  FOREIGN KEY ("organization_id", "sim_card_id") REFERENCES "sim_card"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
INSERT INTO "sim_card_traffic" ("organization_id", "sim_card_id", "operator_slug", "due_at")
  SELECT "organization_id", "id", "operator_slug", now() FROM "sim_card";

-- usageLevel() of the cabinet for all cards at once.
CREATE FUNCTION sim_usage_level_of(bytes BIGINT, limit_mb INTEGER) RETURNS "sim_usage_level" LANGUAGE sql IMMUTABLE RETURN
  CASE WHEN coalesce(limit_mb, 0) = 0 THEN 'NONE'::"sim_usage_level"
    WHEN bytes >= limit_mb * 1000000::bigint THEN 'OVER'::"sim_usage_level"
    WHEN bytes >= limit_mb * 800000::bigint THEN 'NEAR'::"sim_usage_level"
    ELSE 'NONE'::"sim_usage_level" END;

CREATE FUNCTION sim_card_gets_traffic() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "sim_card_traffic" ("organization_id", "sim_card_id", "operator_slug", "due_at")
    SELECT "organization_id", "id", "operator_slug", "created_at" FROM added;
  RETURN NULL;
END
$$;
CREATE TRIGGER "sim_card_gets_traffic" AFTER INSERT ON "sim_card" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION sim_card_gets_traffic();

-- Traffic of a card by the days of its operator.
CREATE TABLE "sim_card_usage" (
  "organization_id" UUID NOT NULL,
  "sim_card_id" UUID NOT NULL,
  "day" DATE NOT NULL,
  "bytes" BIGINT NOT NULL,
  CONSTRAINT "sim_card_usage_pkey" PRIMARY KEY ("sim_card_id", "day"),
  CONSTRAINT "sim_card_usage_not_negative" CHECK ("bytes" >= 0)
);
ALTER TABLE "sim_card_usage" ADD CONSTRAINT "sim_card_usage_organization_id_sim_card_id_fkey"
  FOREIGN KEY ("organization_id", "sim_card_id") REFERENCES "sim_card"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What an organization wants of the traffic of its cards: a limit a month per card, and what becomes of those over it.
CREATE TABLE "sim_card_policy" (
  "organization_id" UUID NOT NULL,
  "data_limit_mb" INTEGER,
  "when_over" "sim_limit_action" NOT NULL DEFAULT 'WARN',
  "changed_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "sim_card_policy_pkey" PRIMARY KEY ("organization_id"),
  CONSTRAINT "sim_card_policy_limit" CHECK ("data_limit_mb" > 0)
);
ALTER TABLE "sim_card_policy" ADD CONSTRAINT "sim_card_policy_organization_id_fkey"
  FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Working hours in minutes of the store's day; closing before opening is the next day, both the same: round the clock.
ALTER TABLE "store"
  ADD COLUMN "opens_at" SMALLINT,
  ADD COLUMN "closes_at" SMALLINT,
  ADD CONSTRAINT "store_hours" CHECK (
    ("opens_at" IS NULL) = ("closes_at" IS NULL) AND "opens_at" BETWEEN 0 AND 1439 AND "closes_at" BETWEEN 0 AND 1439);

CREATE TABLE "sim_imei_lock" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "organization_id" UUID NOT NULL,
  "sim_card_id" UUID NOT NULL,
  "request_id" UUID NOT NULL,
  "imei" TEXT,
  "state" "sim_imei_lock_state" NOT NULL,
  "reference" TEXT,
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "reason" TEXT,
  "actor_name" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "finished_at" TIMESTAMPTZ(3),
  CONSTRAINT "sim_imei_lock_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "sim_imei_lock_imei" CHECK ("imei" ~ '^\d{14,16}$'),
  CONSTRAINT "sim_imei_lock_finished" CHECK (("finished_at" IS NOT NULL) = ("state" IN ('COMPLETED', 'FAILED')))
);
CREATE UNIQUE INDEX "sim_imei_lock_organization_id_id_key" ON "sim_imei_lock" ("organization_id", "id");
CREATE UNIQUE INDEX "sim_imei_lock_sim_card_id_request_id_key" ON "sim_imei_lock" ("sim_card_id", "request_id");
CREATE UNIQUE INDEX "sim_imei_lock_open_key" ON "sim_imei_lock" ("sim_card_id") WHERE "state" IN ('QUEUED', 'IN_PROGRESS');
ALTER TABLE "sim_imei_lock" ADD CONSTRAINT "sim_imei_lock_organization_id_sim_card_id_fkey"
  FOREIGN KEY ("organization_id", "sim_card_id") REFERENCES "sim_card"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What happened to a card besides its states; with sim_card_event it makes the history.
CREATE TABLE "sim_card_log" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "organization_id" UUID NOT NULL,
  "sim_card_id" UUID NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "kind" "sim_card_log_kind" NOT NULL,
  "actor_name" TEXT NOT NULL,
  "before" TEXT,
  "after" TEXT,
  CONSTRAINT "sim_card_log_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "sim_card_log_organization_id_id_key" ON "sim_card_log" ("organization_id", "id");
CREATE INDEX "sim_card_log_sim_card_id_at_idx" ON "sim_card_log" ("sim_card_id", "at");
ALTER TABLE "sim_card_log" ADD CONSTRAINT "sim_card_log_organization_id_sim_card_id_fkey"
  FOREIGN KEY ("organization_id", "sim_card_id") REFERENCES "sim_card"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER "sim_card_log_append_only" BEFORE UPDATE OR DELETE ON "sim_card_log"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE "sim_card_note" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "organization_id" UUID NOT NULL,
  "sim_card_id" UUID NOT NULL,
  "request_id" UUID NOT NULL,
  "text" TEXT NOT NULL,
  "author_id" TEXT NOT NULL,
  "author_name" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "sim_card_note_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "sim_card_note_text" CHECK (length("text") BETWEEN 1 AND 1000)
);
CREATE UNIQUE INDEX "sim_card_note_organization_id_id_key" ON "sim_card_note" ("organization_id", "id");
CREATE UNIQUE INDEX "sim_card_note_sim_card_id_request_id_key" ON "sim_card_note" ("sim_card_id", "request_id");
ALTER TABLE "sim_card_note" ADD CONSTRAINT "sim_card_note_organization_id_sim_card_id_fkey"
  FOREIGN KEY ("organization_id", "sim_card_id") REFERENCES "sim_card"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Slows the guessing of card numbers: one row per organization, tokens that come back with time.
CREATE TABLE "sim_card_claim_guard" (
  "organization_id" UUID NOT NULL,
  "tokens" DOUBLE PRECISION NOT NULL,
  "counted_at" TIMESTAMPTZ(3) NOT NULL,
  "slowed_at" TIMESTAMPTZ(3),
  CONSTRAINT "sim_card_claim_guard_pkey" PRIMARY KEY ("organization_id"),
  CONSTRAINT "sim_card_claim_guard_tokens" CHECK ("tokens" >= 0)
);
ALTER TABLE "sim_card_claim_guard" ADD CONSTRAINT "sim_card_claim_guard_organization_id_fkey"
  FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
