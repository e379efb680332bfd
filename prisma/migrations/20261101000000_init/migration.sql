-- uuidv7() is built in from PostgreSQL 18; older servers get the same layout (RFC 9562) here.
DO $$
BEGIN
  IF current_setting('server_version_num')::int < 180000 THEN
    EXECUTE $f$
      CREATE FUNCTION uuidv7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $body$
        SELECT encode(
          set_bit(
            set_bit(
              overlay(uuid_send(gen_random_uuid())
                placing substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
                FROM 1 FOR 6),
              52, 1),
            53, 1),
          'hex')::uuid
      $body$
    $f$;
  END IF;
END
$$;

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;


-- CreateEnum
CREATE TYPE "organization_kind" AS ENUM ('LEGAL_ENTITY', 'SOLE_PROPRIETOR');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('OWNER', 'ADMIN', 'ACCOUNTANT', 'CASHIER');

-- CreateEnum
CREATE TYPE "actor_kind" AS ENUM ('USER', 'JOB', 'TERMINAL', 'OPERATOR');

-- CreateEnum
CREATE TYPE "ledger_account_kind" AS ENUM ('WALLET', 'SALES', 'PAYMENTS');

-- CreateEnum
CREATE TYPE "ledger_transaction_kind" AS ENUM ('TOP_UP', 'SUBSCRIPTION', 'CARD_ORDER', 'CARD_ORDER_REFUND');

-- CreateEnum
CREATE TYPE "payment_state" AS ENUM ('CREATED', 'PENDING', 'SUCCEEDED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "card_order_state" AS ENUM ('DRAFT', 'AWAITING_PAYMENT', 'PAID', 'PACKING', 'SHIPPED', 'DELIVERED', 'CANCELLED', 'FAILED');

-- CreateEnum
CREATE TYPE "card_order_payment_state" AS ENUM ('UNPAID', 'PAID', 'REFUNDED');

-- CreateEnum
CREATE TYPE "billing_period" AS ENUM ('M1', 'M3', 'M12');

-- CreateEnum
CREATE TYPE "module_scope" AS ENUM ('ORGANIZATION', 'TERMINAL');

-- CreateEnum
CREATE TYPE "plan_subject" AS ENUM ('SMART_CARD', 'TERMINAL');

-- CreateEnum
CREATE TYPE "installation_state" AS ENUM ('REQUESTED', 'WAITING_TERMINAL', 'INSTALLED', 'FAILED', 'REMOVING', 'REMOVED');

-- CreateEnum
CREATE TYPE "print_mode" AS ENUM ('ASK', 'ELECTRONIC_ONLY', 'BOTH', 'PAPER_ONLY');

-- CreateEnum
CREATE TYPE "setting_scope" AS ENUM ('ORGANIZATION', 'STORE', 'TERMINAL');

-- CreateEnum
CREATE TYPE "receipt_status" AS ENUM ('PRINTED', 'QUEUED', 'SENT', 'NOT_DELIVERED');

-- CreateEnum
CREATE TYPE "sim_card_state" AS ENUM ('READY', 'ACTIVATING', 'ACTIVATION_FAILED', 'ACTIVE', 'DEACTIVATING', 'INACTIVE', 'SUSPENDED', 'TERMINATED');

-- CreateEnum
CREATE TYPE "suspend_reason" AS ENUM ('PAYMENT', 'LIMIT', 'IMEI', 'ESIA');

-- CreateEnum
CREATE TYPE "sim_action" AS ENUM ('ACTIVATE', 'DEACTIVATE');

-- CreateEnum
CREATE TYPE "sim_operation_state" AS ENUM ('QUEUED', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'INTERRUPTED', 'TIMED_OUT');

-- CreateEnum
CREATE TYPE "subscription_state" AS ENUM ('ACTIVE', 'PAST_DUE', 'EXPIRED');

-- CreateEnum
CREATE TYPE "ofd_mode" AS ENUM ('ONLINE_OFD', 'AUTONOMOUS');

-- CreateEnum
CREATE TYPE "paper_state" AS ENUM ('OK', 'LOW', 'OUT');

-- CreateTable
CREATE TABLE "organization" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "name" TEXT NOT NULL,
    "kind" "organization_kind" NOT NULL,
    "inn" TEXT NOT NULL,
    "kpp" TEXT,
    "time_zone" TEXT NOT NULL DEFAULT 'Europe/Moscow',
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "role" NOT NULL,
    "all_stores" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership_store" (
    "organization_id" UUID NOT NULL,
    "membership_id" UUID NOT NULL,
    "store_id" UUID NOT NULL,

    CONSTRAINT "membership_store_pkey" PRIMARY KEY ("membership_id","store_id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "user_agent" TEXT NOT NULL,
    "ip" TEXT NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "store_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" TEXT,
    "actor_name" TEXT NOT NULL,
    "ip" TEXT,
    "action" TEXT NOT NULL,
    "object_type" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "object_name" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "worker_heartbeat" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "worker_heartbeat_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sandbox_clock" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "offset_ms" BIGINT NOT NULL,

    CONSTRAINT "sandbox_clock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_account" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "kind" "ledger_account_kind" NOT NULL,
    "balance_kopecks" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "ledger_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_transaction" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "kind" "ledger_transaction_kind" NOT NULL,
    "business_key" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "actor_name" TEXT NOT NULL,

    CONSTRAINT "ledger_transaction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "transaction_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "amount_kopecks" BIGINT NOT NULL,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "amount_kopecks" BIGINT NOT NULL,
    "state" "payment_state" NOT NULL,
    "provider_id" TEXT,
    "confirmation_url" TEXT,
    "cancellation_reason" TEXT,
    "actor_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "card_order" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "store_id" UUID,
    "number" INTEGER NOT NULL,
    "request_id" UUID NOT NULL,
    "operator_slug" TEXT NOT NULL,
    "state" "card_order_state" NOT NULL,
    "payment_state" "card_order_payment_state" NOT NULL,
    "quantity" INTEGER NOT NULL,
    "unit_price_kopecks" INTEGER NOT NULL,
    "delivery_kopecks" INTEGER NOT NULL,
    "total_kopecks" BIGINT NOT NULL,
    "recipient" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "postal_code" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "address_line" TEXT NOT NULL,
    "fulfilment_reference" TEXT,
    "tracking_number" TEXT,
    "reason" TEXT,
    "unreachable_at" TIMESTAMPTZ(3),
    "quote_expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "paid_at" TIMESTAMPTZ(3),
    "packing_at" TIMESTAMPTZ(3),
    "shipped_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "cancel_requested_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),

    CONSTRAINT "card_order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "module" (
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "publisher" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "scope" "module_scope" NOT NULL,
    "needs_paperless" BOOLEAN NOT NULL DEFAULT false,
    "sort_order" INTEGER NOT NULL,

    CONSTRAINT "module_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "module_requirement" (
    "module_slug" TEXT NOT NULL,
    "required_slug" TEXT NOT NULL,

    CONSTRAINT "module_requirement_pkey" PRIMARY KEY ("module_slug","required_slug")
);

-- CreateTable
CREATE TABLE "module_conflict" (
    "module_slug" TEXT NOT NULL,
    "other_slug" TEXT NOT NULL,

    CONSTRAINT "module_conflict_pkey" PRIMARY KEY ("module_slug","other_slug")
);

-- CreateTable
CREATE TABLE "module_pos_version" (
    "module_slug" TEXT NOT NULL,
    "feature" TEXT NOT NULL DEFAULT '',
    "line" INTEGER NOT NULL,
    "min_version" TEXT NOT NULL,

    CONSTRAINT "module_pos_version_pkey" PRIMARY KEY ("module_slug","feature","line")
);

-- CreateTable
CREATE TABLE "kit" (
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "sort_order" INTEGER NOT NULL,

    CONSTRAINT "kit_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "kit_module" (
    "kit_slug" TEXT NOT NULL,
    "module_slug" TEXT NOT NULL,

    CONSTRAINT "kit_module_pkey" PRIMARY KEY ("kit_slug","module_slug")
);

-- CreateTable
CREATE TABLE "plan" (
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "subject" "plan_subject" NOT NULL,
    "module_slug" TEXT,
    "kit_slug" TEXT,

    CONSTRAINT "plan_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "plan_price" (
    "plan_slug" TEXT NOT NULL,
    "period" "billing_period" NOT NULL,
    "amount_kopecks" INTEGER NOT NULL,

    CONSTRAINT "plan_price_pkey" PRIMARY KEY ("plan_slug","period")
);

-- CreateTable
CREATE TABLE "installation" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "module_slug" TEXT NOT NULL,
    "terminal_id" UUID,
    "state" "installation_state" NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "applied_at" TIMESTAMPTZ(3),
    "applied_version" TEXT,
    "ends_on" DATE,
    "error" TEXT,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "receipt_setting" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "scope" "setting_scope" NOT NULL,
    "store_id" UUID,
    "terminal_id" UUID,
    "print_mode" "print_mode",
    "default_email" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" TEXT NOT NULL,

    CONSTRAINT "receipt_setting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "receipt" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "terminal_id" UUID NOT NULL,
    "fiscal_drive" TEXT NOT NULL,
    "document_number" INTEGER NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "total_kopecks" BIGINT NOT NULL,
    "buyer_contact" TEXT,
    "status" "receipt_status" NOT NULL,

    CONSTRAINT "receipt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "operator" (
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "integrated" BOOLEAN NOT NULL,
    "iccid_prefix" TEXT NOT NULL,
    "card_price_kopecks" INTEGER NOT NULL,
    "sort_order" INTEGER NOT NULL,

    CONSTRAINT "operator_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "sim_card" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "store_id" UUID,
    "terminal_id" UUID,
    "order_id" UUID,
    "operator_slug" TEXT NOT NULL,
    "iccid" TEXT NOT NULL,
    "msisdn" TEXT,
    "label" TEXT,
    "state" "sim_card_state" NOT NULL,
    "suspend_reason" "suspend_reason",
    "state_changed_at" TIMESTAMPTZ(3) NOT NULL,
    "last_traffic_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sim_card_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sim_operation" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "sim_card_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "action" "sim_action" NOT NULL,
    "state" "sim_operation_state" NOT NULL,
    "previous_state" "sim_card_state" NOT NULL,
    "reference" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT,
    "unreachable_at" TIMESTAMPTZ(3),
    "actor_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "sim_operation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sim_card_event" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "sim_card_id" UUID NOT NULL,
    "operation_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "from_state" "sim_card_state" NOT NULL,
    "to_state" "sim_card_state" NOT NULL,
    "actor_name" TEXT NOT NULL,
    "reason" TEXT,
    "duration_ms" INTEGER,

    CONSTRAINT "sim_card_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "operator_event_receipt" (
    "operator_slug" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "operator_event_receipt_pkey" PRIMARY KEY ("operator_slug","event_id")
);

-- CreateTable
CREATE TABLE "subscription" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "plan_slug" TEXT NOT NULL,
    "sim_card_id" UUID,
    "terminal_id" UUID,
    "state" "subscription_state" NOT NULL,
    "period" "billing_period" NOT NULL,
    "pending_period" "billing_period",
    "cancel_at_period_end" BOOLEAN NOT NULL DEFAULT false,
    "stopped_by_removal" BOOLEAN NOT NULL DEFAULT false,
    "anchor_date" DATE NOT NULL,
    "period_index" INTEGER NOT NULL,
    "paid_months" INTEGER NOT NULL,
    "period_start" DATE NOT NULL,
    "period_end" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "tried_on" DATE,

    CONSTRAINT "subscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscription_charge" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "subscription_id" UUID NOT NULL,
    "period_index" INTEGER NOT NULL,
    "period" "billing_period" NOT NULL,
    "period_start" DATE NOT NULL,
    "period_end" DATE NOT NULL,
    "amount_kopecks" BIGINT NOT NULL,
    "ledger_transaction_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "subscription_charge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "store" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "store_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "terminal" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "serial_number" TEXT NOT NULL,
    "imei" TEXT,
    "pos_version" TEXT,
    "ofd_mode" "ofd_mode" NOT NULL DEFAULT 'ONLINE_OFD',
    "kkt_reg_number" TEXT,
    "fiscal_drive" TEXT,
    "fiscal_drive_expires_on" DATE,
    "last_seen_at" TIMESTAMPTZ(3),
    "paper" "paper_state" NOT NULL DEFAULT 'OK',
    "battery_percent" INTEGER,
    "network" TEXT,
    "pending_receipts" INTEGER NOT NULL DEFAULT 0,
    "oldest_pending_at" TIMESTAMPTZ(3),
    "device_token_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "terminal_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "membership_organization_id_id_key" ON "membership"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "membership_user_id_organization_id_key" ON "membership"("user_id", "organization_id");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "audit_entry_organization_id_at_id_idx" ON "audit_entry"("organization_id", "at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "audit_entry_organization_id_id_key" ON "audit_entry"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "worker_heartbeat_name_key" ON "worker_heartbeat"("name");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_account_organization_id_id_key" ON "ledger_account"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_account_organization_id_kind_key" ON "ledger_account"("organization_id", "kind");

-- CreateIndex
CREATE INDEX "ledger_transaction_organization_id_occurred_at_id_idx" ON "ledger_transaction"("organization_id", "occurred_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "ledger_transaction_organization_id_id_key" ON "ledger_transaction"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_transaction_organization_id_business_key_key" ON "ledger_transaction"("organization_id", "business_key");

-- CreateIndex
CREATE INDEX "ledger_entry_transaction_id_idx" ON "ledger_entry"("transaction_id");

-- CreateIndex
CREATE INDEX "ledger_entry_account_id_idx" ON "ledger_entry"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_entry_organization_id_id_key" ON "ledger_entry"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_provider_id_key" ON "payment"("provider_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_organization_id_id_key" ON "payment"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_organization_id_request_id_key" ON "payment"("organization_id", "request_id");

-- CreateIndex
CREATE INDEX "card_order_organization_id_created_at_id_idx" ON "card_order"("organization_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "card_order_organization_id_id_key" ON "card_order"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "card_order_organization_id_number_key" ON "card_order"("organization_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "card_order_organization_id_request_id_key" ON "card_order"("organization_id", "request_id");

-- CreateIndex
CREATE INDEX "installation_organization_id_module_slug_idx" ON "installation"("organization_id", "module_slug");

-- CreateIndex
CREATE UNIQUE INDEX "installation_organization_id_id_key" ON "installation"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "installation_terminal_id_module_slug_key" ON "installation"("terminal_id", "module_slug");

-- CreateIndex
CREATE UNIQUE INDEX "receipt_setting_organization_id_id_key" ON "receipt_setting"("organization_id", "id");

-- CreateIndex
CREATE INDEX "receipt_organization_id_issued_at_id_idx" ON "receipt"("organization_id", "issued_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "receipt_organization_id_id_key" ON "receipt"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "receipt_fiscal_drive_document_number_key" ON "receipt"("fiscal_drive", "document_number");

-- CreateIndex
CREATE UNIQUE INDEX "sim_card_iccid_key" ON "sim_card"("iccid");

-- CreateIndex
CREATE INDEX "sim_card_organization_id_state_id_idx" ON "sim_card"("organization_id", "state", "id");

-- CreateIndex
CREATE INDEX "sim_card_organization_id_store_id_id_idx" ON "sim_card"("organization_id", "store_id", "id");

-- CreateIndex
CREATE INDEX "sim_card_terminal_id_idx" ON "sim_card"("terminal_id");

-- CreateIndex
CREATE UNIQUE INDEX "sim_card_organization_id_id_key" ON "sim_card"("organization_id", "id");

-- CreateIndex
CREATE INDEX "sim_operation_reference_idx" ON "sim_operation"("reference");

-- CreateIndex
CREATE UNIQUE INDEX "sim_operation_organization_id_id_key" ON "sim_operation"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "sim_operation_sim_card_id_request_id_key" ON "sim_operation"("sim_card_id", "request_id");

-- CreateIndex
CREATE INDEX "sim_card_event_sim_card_id_at_idx" ON "sim_card_event"("sim_card_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "sim_card_event_organization_id_id_key" ON "sim_card_event"("organization_id", "id");

-- CreateIndex
CREATE INDEX "subscription_organization_id_period_end_id_idx" ON "subscription"("organization_id", "period_end", "id");

-- CreateIndex
CREATE INDEX "subscription_sim_card_id_idx" ON "subscription"("sim_card_id");

-- CreateIndex
CREATE INDEX "subscription_terminal_id_idx" ON "subscription"("terminal_id");

-- CreateIndex
CREATE UNIQUE INDEX "subscription_organization_id_id_key" ON "subscription"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "subscription_charge_organization_id_id_key" ON "subscription_charge"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "subscription_charge_subscription_id_period_index_key" ON "subscription_charge"("subscription_id", "period_index");

-- CreateIndex
CREATE UNIQUE INDEX "store_organization_id_id_key" ON "store"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "terminal_serial_number_key" ON "terminal"("serial_number");

-- CreateIndex
CREATE UNIQUE INDEX "terminal_device_token_hash_key" ON "terminal"("device_token_hash");

-- CreateIndex
CREATE INDEX "terminal_organization_id_store_id_idx" ON "terminal"("organization_id", "store_id");

-- CreateIndex
CREATE UNIQUE INDEX "terminal_organization_id_id_key" ON "terminal"("organization_id", "id");

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership_store" ADD CONSTRAINT "membership_store_organization_id_membership_id_fkey" FOREIGN KEY ("organization_id", "membership_id") REFERENCES "membership"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership_store" ADD CONSTRAINT "membership_store_organization_id_store_id_fkey" FOREIGN KEY ("organization_id", "store_id") REFERENCES "store"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_account" ADD CONSTRAINT "ledger_account_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_organization_id_transaction_id_fkey" FOREIGN KEY ("organization_id", "transaction_id") REFERENCES "ledger_transaction"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_organization_id_account_id_fkey" FOREIGN KEY ("organization_id", "account_id") REFERENCES "ledger_account"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "card_order" ADD CONSTRAINT "card_order_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "card_order" ADD CONSTRAINT "card_order_organization_id_store_id_fkey" FOREIGN KEY ("organization_id", "store_id") REFERENCES "store"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "card_order" ADD CONSTRAINT "card_order_operator_slug_fkey" FOREIGN KEY ("operator_slug") REFERENCES "operator"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "module_requirement" ADD CONSTRAINT "module_requirement_module_slug_fkey" FOREIGN KEY ("module_slug") REFERENCES "module"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "module_requirement" ADD CONSTRAINT "module_requirement_required_slug_fkey" FOREIGN KEY ("required_slug") REFERENCES "module"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "module_conflict" ADD CONSTRAINT "module_conflict_module_slug_fkey" FOREIGN KEY ("module_slug") REFERENCES "module"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "module_conflict" ADD CONSTRAINT "module_conflict_other_slug_fkey" FOREIGN KEY ("other_slug") REFERENCES "module"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "module_pos_version" ADD CONSTRAINT "module_pos_version_module_slug_fkey" FOREIGN KEY ("module_slug") REFERENCES "module"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "kit_module" ADD CONSTRAINT "kit_module_kit_slug_fkey" FOREIGN KEY ("kit_slug") REFERENCES "kit"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "kit_module" ADD CONSTRAINT "kit_module_module_slug_fkey" FOREIGN KEY ("module_slug") REFERENCES "module"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan" ADD CONSTRAINT "plan_module_slug_fkey" FOREIGN KEY ("module_slug") REFERENCES "module"("slug") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan" ADD CONSTRAINT "plan_kit_slug_fkey" FOREIGN KEY ("kit_slug") REFERENCES "kit"("slug") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_price" ADD CONSTRAINT "plan_price_plan_slug_fkey" FOREIGN KEY ("plan_slug") REFERENCES "plan"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "installation" ADD CONSTRAINT "installation_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "installation" ADD CONSTRAINT "installation_module_slug_fkey" FOREIGN KEY ("module_slug") REFERENCES "module"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "installation" ADD CONSTRAINT "installation_organization_id_terminal_id_fkey" FOREIGN KEY ("organization_id", "terminal_id") REFERENCES "terminal"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt_setting" ADD CONSTRAINT "receipt_setting_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt_setting" ADD CONSTRAINT "receipt_setting_organization_id_store_id_fkey" FOREIGN KEY ("organization_id", "store_id") REFERENCES "store"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt_setting" ADD CONSTRAINT "receipt_setting_organization_id_terminal_id_fkey" FOREIGN KEY ("organization_id", "terminal_id") REFERENCES "terminal"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_organization_id_terminal_id_fkey" FOREIGN KEY ("organization_id", "terminal_id") REFERENCES "terminal"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sim_card" ADD CONSTRAINT "sim_card_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sim_card" ADD CONSTRAINT "sim_card_organization_id_store_id_fkey" FOREIGN KEY ("organization_id", "store_id") REFERENCES "store"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sim_card" ADD CONSTRAINT "sim_card_organization_id_terminal_id_fkey" FOREIGN KEY ("organization_id", "terminal_id") REFERENCES "terminal"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sim_card" ADD CONSTRAINT "sim_card_organization_id_order_id_fkey" FOREIGN KEY ("organization_id", "order_id") REFERENCES "card_order"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sim_card" ADD CONSTRAINT "sim_card_operator_slug_fkey" FOREIGN KEY ("operator_slug") REFERENCES "operator"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sim_operation" ADD CONSTRAINT "sim_operation_organization_id_sim_card_id_fkey" FOREIGN KEY ("organization_id", "sim_card_id") REFERENCES "sim_card"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sim_card_event" ADD CONSTRAINT "sim_card_event_organization_id_sim_card_id_fkey" FOREIGN KEY ("organization_id", "sim_card_id") REFERENCES "sim_card"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_plan_slug_fkey" FOREIGN KEY ("plan_slug") REFERENCES "plan"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_organization_id_sim_card_id_fkey" FOREIGN KEY ("organization_id", "sim_card_id") REFERENCES "sim_card"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_organization_id_terminal_id_fkey" FOREIGN KEY ("organization_id", "terminal_id") REFERENCES "terminal"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription_charge" ADD CONSTRAINT "subscription_charge_organization_id_subscription_id_fkey" FOREIGN KEY ("organization_id", "subscription_id") REFERENCES "subscription"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription_charge" ADD CONSTRAINT "subscription_charge_organization_id_ledger_transaction_id_fkey" FOREIGN KEY ("organization_id", "ledger_transaction_id") REFERENCES "ledger_transaction"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "store" ADD CONSTRAINT "store_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "terminal" ADD CONSTRAINT "terminal_organization_id_store_id_fkey" FOREIGN KEY ("organization_id", "store_id") REFERENCES "store"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- What Prisma's schema language cannot say.

-- One open operation per card.
CREATE UNIQUE INDEX "sim_operation_open_key" ON "sim_operation" ("sim_card_id") WHERE "state" IN ('QUEUED', 'IN_PROGRESS');
CREATE INDEX "sim_operation_open_idx" ON "sim_operation" ("state", "created_at") WHERE "state" IN ('QUEUED', 'IN_PROGRESS');

-- One living subscription per plan and subject, one subject per subscription, no overlapping paid periods.
CREATE UNIQUE INDEX "subscription_live_sim_card_key" ON "subscription" ("plan_slug", "sim_card_id") WHERE "state" <> 'EXPIRED';
CREATE UNIQUE INDEX "subscription_live_terminal_key" ON "subscription" ("plan_slug", "terminal_id") WHERE "state" <> 'EXPIRED';
CREATE INDEX "subscription_due_idx" ON "subscription" ("period_end") WHERE "state" <> 'EXPIRED';
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_one_subject" CHECK (num_nonnulls("sim_card_id", "terminal_id") = 1);
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_half_open" CHECK ("period_end" > "period_start");
ALTER TABLE "subscription_charge" ADD CONSTRAINT "subscription_charge_no_overlap"
  EXCLUDE USING gist ("subscription_id" WITH =, daterange("period_start", "period_end") WITH &&);
ALTER TABLE "plan" ADD CONSTRAINT "plan_module_or_kit" CHECK (num_nonnulls("module_slug", "kit_slug") = 1);

CREATE UNIQUE INDEX "installation_organization_key" ON "installation" ("organization_id", "module_slug") WHERE "terminal_id" IS NULL;

CREATE UNIQUE INDEX "receipt_setting_organization_key" ON "receipt_setting" ("organization_id") WHERE "scope" = 'ORGANIZATION';
CREATE UNIQUE INDEX "receipt_setting_store_key" ON "receipt_setting" ("store_id") WHERE "scope" = 'STORE';
CREATE UNIQUE INDEX "receipt_setting_terminal_key" ON "receipt_setting" ("terminal_id") WHERE "scope" = 'TERMINAL';
ALTER TABLE "receipt_setting" ADD CONSTRAINT "receipt_setting_scope" CHECK (
  ("scope" = 'ORGANIZATION' AND "store_id" IS NULL AND "terminal_id" IS NULL) OR
  ("scope" = 'STORE' AND "store_id" IS NOT NULL AND "terminal_id" IS NULL) OR
  ("scope" = 'TERMINAL' AND "store_id" IS NULL AND "terminal_id" IS NOT NULL)
);

ALTER TABLE "card_order" ADD CONSTRAINT "card_order_quantity" CHECK ("quantity" BETWEEN 1 AND 1000);

-- Search by any part of a number or name.
CREATE INDEX "sim_card_search_idx" ON "sim_card"
  USING gin (lower("iccid" || ' ' || coalesce("msisdn", '') || ' ' || coalesce("label", '')) gin_trgm_ops);
CREATE INDEX "terminal_search_idx" ON "terminal"
  USING gin (lower("name" || ' ' || "serial_number") gin_trgm_ops);

-- Ledger: balances follow the entries, a wallet never goes below zero, a transaction balances at commit.
ALTER TABLE "ledger_account" ADD CONSTRAINT "ledger_account_wallet_not_negative"
  CHECK ("kind" <> 'WALLET' OR "balance_kopecks" >= 0);
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_not_zero" CHECK ("amount_kopecks" <> 0);

CREATE FUNCTION ledger_entry_move_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "ledger_account" SET "balance_kopecks" = "balance_kopecks" + NEW."amount_kopecks" WHERE "id" = NEW."account_id";
  RETURN NULL;
END
$$;
CREATE TRIGGER "ledger_entry_move_balance" AFTER INSERT ON "ledger_entry"
  FOR EACH ROW EXECUTE FUNCTION ledger_entry_move_balance();

CREATE FUNCTION ledger_transaction_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT coalesce(sum("amount_kopecks"), 0) FROM "ledger_entry" WHERE "transaction_id" = NEW."transaction_id") <> 0 THEN
    RAISE EXCEPTION 'ledger transaction % does not balance', NEW."transaction_id" USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER "ledger_transaction_balances" AFTER INSERT ON "ledger_entry"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_transaction_balances();

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER "ledger_transaction_append_only" BEFORE UPDATE OR DELETE ON "ledger_transaction"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "ledger_entry_append_only" BEFORE UPDATE OR DELETE ON "ledger_entry"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "subscription_charge_append_only" BEFORE UPDATE OR DELETE ON "subscription_charge"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "audit_entry_append_only" BEFORE UPDATE OR DELETE ON "audit_entry"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "sim_card_event_append_only" BEFORE UPDATE OR DELETE ON "sim_card_event"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

INSERT INTO "sandbox_clock" ("id", "offset_ms") VALUES (1, 0);
