-- What is written by the hundred thousand is checked once a statement instead of once a row: that movements balance,
-- that what is written belongs together and to one organization, that paid periods follow one another. What was
-- pointed at cannot go away afterwards, so a foreign key would only say the same again, row by row: from PostgreSQL 18
-- on it stands without being enforced. An older server checks both ways.
DROP TRIGGER "ledger_entry_move_balance" ON "ledger_entry";
DROP TRIGGER "ledger_transaction_balances" ON "ledger_entry";
DROP FUNCTION ledger_entry_move_balance();
DROP FUNCTION ledger_transaction_balances();

-- One entry of a movement on an account; no other index of entries is read.
ALTER TABLE "ledger_entry" DROP CONSTRAINT "ledger_entry_pkey", DROP COLUMN "id",
  ADD CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("transaction_id", "account_id");
DROP INDEX "ledger_entry_transaction_id_idx";
DROP INDEX "ledger_entry_account_id_idx";
DROP INDEX "subscription_charge_organization_id_id_key";
DROP INDEX "audit_entry_organization_id_id_key";
ALTER TABLE "ledger_transaction" ALTER COLUMN "business_key" TYPE TEXT COLLATE "C";

DO $$
DECLARE
  key record;
BEGIN
  IF current_setting('server_version_num')::int >= 180000 THEN
    FOR key IN SELECT conrelid::regclass AS written, conname FROM pg_constraint WHERE contype = 'f'
      AND conrelid IN ('"ledger_entry"'::regclass, '"subscription_charge"'::regclass, '"audit_entry"'::regclass)
    LOOP
      EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I NOT ENFORCED', key.written, key.conname);
    END LOOP;
  END IF;
END
$$;

-- The plans must not depend on how much the first statement of a session wrote.
CREATE FUNCTION ledger_entries_written() RETURNS trigger LANGUAGE plpgsql
  SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  wrong uuid;
BEGIN
  SELECT w."transaction_id" INTO wrong
    FROM (SELECT "organization_id", "transaction_id", sum("amount_kopecks") AS amount
      FROM written GROUP BY "organization_id", "transaction_id") w
    LEFT JOIN "ledger_transaction" t ON t."id" = w."transaction_id" AND t."organization_id" = w."organization_id"
    WHERE w.amount <> 0 OR t."id" IS NULL LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'ledger transaction % does not balance or is not there', wrong USING ERRCODE = 'check_violation';
  END IF;
  SELECT w."account_id" INTO wrong
    FROM (SELECT DISTINCT "organization_id", "account_id" FROM written) w
    LEFT JOIN "ledger_account" a ON a."id" = w."account_id" AND a."organization_id" = w."organization_id"
    WHERE a."id" IS NULL LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'ledger account % is not of this organization', wrong USING ERRCODE = 'foreign_key_violation';
  END IF;
  UPDATE "ledger_account" a SET "balance_kopecks" = a."balance_kopecks" + moved.amount
    FROM (SELECT "account_id", sum("amount_kopecks")::bigint AS amount FROM written GROUP BY "account_id") moved
    WHERE a."id" = moved."account_id";
  RETURN NULL;
END
$$;
CREATE TRIGGER "ledger_entries_written" AFTER INSERT ON "ledger_entry"
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION ledger_entries_written();

-- Each paid period starts where the one before it ended: no gap and no overlap, so nothing else has to exclude them.
ALTER TABLE "subscription_charge" DROP CONSTRAINT "subscription_charge_no_overlap";
ALTER TABLE "subscription_charge" ADD CONSTRAINT "subscription_charge_half_open"
  CHECK ("period_end" > "period_start" AND "period_index" >= 0);
CREATE FUNCTION subscription_charges_written() RETURNS trigger LANGUAGE plpgsql
  SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  wrong uuid;
BEGIN
  SELECT w."subscription_id" INTO wrong FROM written w
    LEFT JOIN "subscription" s ON s."id" = w."subscription_id" AND s."organization_id" = w."organization_id"
    LEFT JOIN "ledger_transaction" t
      ON t."id" = w."ledger_transaction_id" AND t."organization_id" = w."organization_id"
    WHERE s."id" IS NULL OR t."id" IS NULL LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'charge of subscription % does not belong to it', wrong USING ERRCODE = 'foreign_key_violation';
  END IF;
  SELECT w."subscription_id" INTO wrong FROM written w
    LEFT JOIN "subscription_charge" former
      ON former."subscription_id" = w."subscription_id" AND former."period_index" = w."period_index" - 1
    WHERE former."period_end" IS DISTINCT FROM CASE WHEN w."period_index" > 0 THEN w."period_start" END LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'paid periods of subscription % do not follow one another', wrong
      USING ERRCODE = 'exclusion_violation';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER "subscription_charges_written" AFTER INSERT ON "subscription_charge"
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION subscription_charges_written();

CREATE FUNCTION audit_entries_written() RETURNS trigger LANGUAGE plpgsql
  SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  wrong uuid;
BEGIN
  SELECT w."organization_id" INTO wrong FROM (SELECT DISTINCT "organization_id" FROM written) w
    LEFT JOIN "organization" o ON o."id" = w."organization_id" WHERE o."id" IS NULL LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'there is no organization %', wrong USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER "audit_entries_written" AFTER INSERT ON "audit_entry"
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_written();

-- What history points at stays and keeps its id.
CREATE FUNCTION refuse_loss() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % keep their ids and are never deleted', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER "ledger_account_stays" BEFORE DELETE OR UPDATE OF "id", "organization_id" ON "ledger_account"
  FOR EACH ROW EXECUTE FUNCTION refuse_loss();
CREATE TRIGGER "subscription_stays" BEFORE DELETE OR UPDATE OF "id", "organization_id" ON "subscription"
  FOR EACH ROW EXECUTE FUNCTION refuse_loss();
CREATE TRIGGER "organization_stays" BEFORE DELETE OR UPDATE OF "id" ON "organization"
  FOR EACH ROW EXECUTE FUNCTION refuse_loss();

-- Nothing that is only ever added to can be emptied either.
CREATE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER "ledger_transaction_no_truncate" BEFORE TRUNCATE ON "ledger_transaction"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
CREATE TRIGGER "ledger_entry_no_truncate" BEFORE TRUNCATE ON "ledger_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
CREATE TRIGGER "subscription_charge_no_truncate" BEFORE TRUNCATE ON "subscription_charge"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

-- What is left of an account after it has paid, in order, everything it can: an amount too large is passed over.
CREATE FUNCTION wallet_pays(rest bigint, balance bigint, amount bigint) RETURNS bigint
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  rest := coalesce(rest, balance);
  IF amount <= rest THEN
    RETURN rest - amount;
  END IF;
  RETURN rest;
END
$$;
CREATE AGGREGATE wallet_left(balance bigint, amount bigint) (SFUNC = wallet_pays, STYPE = bigint);

-- What is due, the oldest first, an organization's together: the renewal walks along it.
DROP INDEX "subscription_due_idx";
CREATE INDEX "subscription_due_idx" ON "subscription" ("period_end", "organization_id", "id") WHERE "state" <> 'EXPIRED';

-- A subscription has one subject: it need not stand in the index of the other kind.
DROP INDEX "subscription_live_sim_card_key";
DROP INDEX "subscription_live_terminal_key";
CREATE UNIQUE INDEX "subscription_live_sim_card_key" ON "subscription" ("plan_slug", "sim_card_id")
  WHERE "state" <> 'EXPIRED' AND "sim_card_id" IS NOT NULL;
CREATE UNIQUE INDEX "subscription_live_terminal_key" ON "subscription" ("plan_slug", "terminal_id")
  WHERE "state" <> 'EXPIRED' AND "terminal_id" IS NOT NULL;

-- A change of period «now»: what was shown is what is charged, for fifteen minutes.
CREATE TABLE "period_quote" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "actor_id" TEXT NOT NULL,
    "period" "billing_period" NOT NULL,
    "day" DATE NOT NULL,
    "lines" JSONB NOT NULL,
    "total_kopecks" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "period_quote_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "period_quote_organization_id_id_key" ON "period_quote"("organization_id", "id");
CREATE INDEX "period_quote_expires_at_idx" ON "period_quote"("expires_at");
ALTER TABLE "period_quote" ADD CONSTRAINT "period_quote_organization_id_fkey"
  FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "period_quote" ADD CONSTRAINT "period_quote_pays" CHECK ("total_kopecks" > 0);
