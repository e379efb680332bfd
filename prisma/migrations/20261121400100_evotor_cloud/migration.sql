CREATE TYPE "cloud_reading_state" AS ENUM ('LOADING', 'READY', 'FAILED');
CREATE TYPE "cloud_kind" AS ENUM ('STORES', 'DEVICES');

-- The cloud of terminals that an organization is connected to; its token is sealed by the application.
CREATE TABLE "cloud_connection" (
  "id" UUID NOT NULL,
  "organization_id" UUID NOT NULL,
  "sealed_token" TEXT NOT NULL,
  "token_tail" TEXT NOT NULL,
  "connected_at" TIMESTAMPTZ(3) NOT NULL,
  "connected_by" TEXT NOT NULL,
  "heard_at" TIMESTAMPTZ(3),
  CONSTRAINT "cloud_connection_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "cloud_connection_tail" CHECK (length("token_tail") <= 4)
);
CREATE UNIQUE INDEX "cloud_connection_organization_id_key" ON "cloud_connection"("organization_id");
ALTER TABLE "cloud_connection" ADD CONSTRAINT "cloud_connection_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the cloud said when it was last read, page by page.
CREATE TABLE "cloud_reading" (
  "id" UUID NOT NULL,
  "organization_id" UUID NOT NULL,
  "state" "cloud_reading_state" NOT NULL,
  "started_at" TIMESTAMPTZ(3) NOT NULL,
  "started_by" TEXT,
  "touched_at" TIMESTAMPTZ(3) NOT NULL,
  "waits_until" TIMESTAMPTZ(3),
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "failure" TEXT,
  "detail" TEXT,
  "read_at" TIMESTAMPTZ(3),
  "applied_at" TIMESTAMPTZ(3),
  "result" JSONB,
  CONSTRAINT "cloud_reading_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "cloud_reading_failed" CHECK (("state" = 'FAILED') = ("failure" IS NOT NULL)),
  CONSTRAINT "cloud_reading_ready" CHECK (("state" = 'READY') = ("read_at" IS NOT NULL))
);
CREATE UNIQUE INDEX "cloud_reading_organization_id_key" ON "cloud_reading"("organization_id");
ALTER TABLE "cloud_reading" ADD CONSTRAINT "cloud_reading_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "cloud_connection"("organization_id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "cloud_page" (
  "reading_id" UUID NOT NULL,
  "kind" "cloud_kind" NOT NULL,
  "number" INTEGER NOT NULL,
  "cursor" TEXT NOT NULL,
  "next" TEXT,
  "items" JSONB NOT NULL,
  CONSTRAINT "cloud_page_pkey" PRIMARY KEY ("reading_id", "kind", "number")
);
CREATE UNIQUE INDEX "cloud_page_reading_id_kind_cursor_key" ON "cloud_page"("reading_id", "kind", "cursor");
ALTER TABLE "cloud_page" ADD CONSTRAINT "cloud_page_reading_id_fkey" FOREIGN KEY ("reading_id") REFERENCES "cloud_reading"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What of ours is what of the cloud. Ids of the cloud are compared without case: the key is in lower case.
CREATE TABLE "cloud_store_link" (
  "organization_id" UUID NOT NULL,
  "cloud_key" TEXT NOT NULL,
  "cloud_id" TEXT NOT NULL,
  "store_id" UUID NOT NULL,
  "name" TEXT NOT NULL,
  "address" TEXT,
  CONSTRAINT "cloud_store_link_pkey" PRIMARY KEY ("organization_id", "cloud_key"),
  CONSTRAINT "cloud_store_link_cloud_key" CHECK ("cloud_key" = lower("cloud_id"))
);
CREATE UNIQUE INDEX "cloud_store_link_organization_id_store_id_key" ON "cloud_store_link"("organization_id", "store_id");
ALTER TABLE "cloud_store_link" ADD CONSTRAINT "cloud_store_link_organization_id_store_id_fkey" FOREIGN KEY ("organization_id", "store_id") REFERENCES "store"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "cloud_terminal_link" (
  "organization_id" UUID NOT NULL,
  "cloud_key" TEXT NOT NULL,
  "cloud_id" TEXT NOT NULL,
  "terminal_id" UUID NOT NULL,
  "name" TEXT NOT NULL,
  "store_key" TEXT,
  "serial_number" TEXT,
  "imei" TEXT,
  "model" TEXT,
  CONSTRAINT "cloud_terminal_link_pkey" PRIMARY KEY ("organization_id", "cloud_key"),
  CONSTRAINT "cloud_terminal_link_cloud_key" CHECK ("cloud_key" = lower("cloud_id"))
);
CREATE UNIQUE INDEX "cloud_terminal_link_organization_id_terminal_id_key" ON "cloud_terminal_link"("organization_id", "terminal_id");
ALTER TABLE "cloud_terminal_link" ADD CONSTRAINT "cloud_terminal_link_organization_id_terminal_id_fkey" FOREIGN KEY ("organization_id", "terminal_id") REFERENCES "terminal"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
