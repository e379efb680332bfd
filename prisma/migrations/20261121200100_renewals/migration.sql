-- Ledger: every statement that writes entries writes whole transactions, and the balances follow once a statement
-- instead of once a row, so that a hundred thousand renewals do not rewrite one account a hundred thousand times.
DROP TRIGGER "ledger_entry_move_balance" ON "ledger_entry";
DROP TRIGGER "ledger_transaction_balances" ON "ledger_entry";
DROP FUNCTION ledger_entry_move_balance();
DROP FUNCTION ledger_transaction_balances();

CREATE FUNCTION ledger_entries_written() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  lopsided uuid;
BEGIN
  SELECT "transaction_id" INTO lopsided FROM written
    GROUP BY "transaction_id" HAVING sum("amount_kopecks") <> 0 LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'ledger transaction % does not balance', lopsided USING ERRCODE = 'check_violation';
  END IF;
  UPDATE "ledger_account" a SET "balance_kopecks" = a."balance_kopecks" + moved.amount
    FROM (SELECT "account_id", sum("amount_kopecks")::bigint AS amount FROM written GROUP BY "account_id") moved
    WHERE a."id" = moved."account_id";
  RETURN NULL;
END
$$;
CREATE TRIGGER "ledger_entries_written" AFTER INSERT ON "ledger_entry"
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION ledger_entries_written();

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
