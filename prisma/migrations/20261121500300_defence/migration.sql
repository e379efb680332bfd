-- The one table of an organization that was not tied to it.
ALTER TABLE "ledger_transaction" ADD CONSTRAINT "ledger_transaction_organization_id_fkey"
  FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
