CREATE TYPE "module_capability" AS ENUM ('SIM_CARDS', 'EMAIL_RECEIPTS');
CREATE TYPE "installation_verdict" AS ENUM ('INSTALL', 'ALREADY', 'NEEDS', 'CANNOT');

ALTER TABLE "module"
  DROP COLUMN "needs_paperless",
  ADD COLUMN "provides" "module_capability";
CREATE UNIQUE INDEX "module_provides_key" ON "module" ("provides");

CREATE TABLE "module_feature" (
  "module_slug" TEXT NOT NULL,
  "feature" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  CONSTRAINT "module_feature_pkey" PRIMARY KEY ("module_slug", "feature")
);
ALTER TABLE "module_feature"
  ADD CONSTRAINT "module_feature_module_slug_fkey" FOREIGN KEY ("module_slug") REFERENCES "module"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "hardware" (
  "slug" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  CONSTRAINT "hardware_pkey" PRIMARY KEY ("slug")
);

CREATE TABLE "module_hardware" (
  "module_slug" TEXT NOT NULL,
  "hardware_slug" TEXT NOT NULL,
  CONSTRAINT "module_hardware_pkey" PRIMARY KEY ("module_slug", "hardware_slug")
);
ALTER TABLE "module_hardware"
  ADD CONSTRAINT "module_hardware_module_slug_fkey" FOREIGN KEY ("module_slug") REFERENCES "module"("slug") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "module_hardware_hardware_slug_fkey" FOREIGN KEY ("hardware_slug") REFERENCES "hardware"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "terminal_model" (
  "key" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  CONSTRAINT "terminal_model_pkey" PRIMARY KEY ("key")
);

CREATE TABLE "model_hardware" (
  "model_key" TEXT NOT NULL,
  "hardware_slug" TEXT NOT NULL,
  CONSTRAINT "model_hardware_pkey" PRIMARY KEY ("model_key", "hardware_slug")
);
ALTER TABLE "model_hardware"
  ADD CONSTRAINT "model_hardware_model_key_fkey" FOREIGN KEY ("model_key") REFERENCES "terminal_model"("key") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "model_hardware_hardware_slug_fkey" FOREIGN KEY ("hardware_slug") REFERENCES "hardware"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "installation"
  ADD COLUMN "blocked_at" TIMESTAMPTZ(3),
  ADD COLUMN "block_codes" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
  ADD CONSTRAINT "installation_blocked_says_why" CHECK (("blocked_at" IS NOT NULL) = (cardinality("block_codes") > 0));

-- Modules asked for on several terminals at once, and what the plan was for each.
CREATE TABLE "installation_run" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "organization_id" UUID NOT NULL,
  "request_id" UUID NOT NULL,
  "module_slugs" TEXT[],
  "complete" BOOLEAN NOT NULL,
  "period" "billing_period",
  "charged_kopecks" BIGINT NOT NULL DEFAULT 0,
  "actor_name" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "installation_run_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "installation_run_charged" CHECK ("charged_kopecks" >= 0 AND ("period" IS NOT NULL OR "charged_kopecks" = 0))
);
CREATE UNIQUE INDEX "installation_run_organization_id_id_key" ON "installation_run" ("organization_id", "id");
CREATE UNIQUE INDEX "installation_run_organization_id_request_id_key" ON "installation_run" ("organization_id", "request_id");
ALTER TABLE "installation_run"
  ADD CONSTRAINT "installation_run_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "installation_run_line" (
  "organization_id" UUID NOT NULL,
  "run_id" UUID NOT NULL,
  "terminal_id" UUID NOT NULL,
  "verdict" "installation_verdict" NOT NULL,
  "modules" TEXT[],
  "bought" TEXT[],
  "reasons" JSONB NOT NULL,
  CONSTRAINT "installation_run_line_pkey" PRIMARY KEY ("run_id", "terminal_id")
);
CREATE INDEX "installation_run_line_terminal_id_idx" ON "installation_run_line" ("terminal_id");
ALTER TABLE "installation_run_line"
  ADD CONSTRAINT "installation_run_line_organization_id_run_id_fkey" FOREIGN KEY ("organization_id", "run_id") REFERENCES "installation_run"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE,
  ADD CONSTRAINT "installation_run_line_organization_id_terminal_id_fkey" FOREIGN KEY ("organization_id", "terminal_id") REFERENCES "terminal"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
