-- Sessions: when they were last seen and confirmed, of which browser they are, why they ended.
CREATE TYPE "session_end" AS ENUM ('SIGN_OUT', 'REPLACED', 'ENDED', 'PASSWORD');
ALTER TABLE "session"
  ADD COLUMN "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ADD COLUMN "confirmed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ADD COLUMN "device_hash" TEXT,
  ADD COLUMN "end_reason" "session_end";

-- The second step of signing in. The secrets are sealed with the secret of the application.
ALTER TABLE "user"
  ADD COLUMN "totp_secret" TEXT,
  ADD COLUMN "totp_pending" TEXT,
  ADD COLUMN "totp_since" TIMESTAMPTZ(3),
  ADD COLUMN "totp_last_step" INTEGER;

CREATE TABLE "recovery_code" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "user_id" UUID NOT NULL,
    "code_hash" TEXT NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "recovery_code_user_id_code_hash_key" ON "recovery_code"("user_id", "code_hash");
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_user_id_fkey"
  FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Who wants a cabinet and has not confirmed the address yet.
ALTER TABLE "organization" ADD COLUMN "ogrn" TEXT;
CREATE TABLE "registration" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "organization_name" TEXT NOT NULL,
    "kind" "organization_kind" NOT NULL,
    "inn" TEXT NOT NULL,
    "kpp" TEXT,
    "ogrn" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    CONSTRAINT "registration_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "registration_created_at_idx" ON "registration"("created_at");

-- Links in letters. The token is not kept: it follows from the id under the secret of the application.
CREATE TYPE "link_purpose" AS ENUM ('RESET', 'REGISTRATION');
CREATE TABLE "access_link" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "purpose" "link_purpose" NOT NULL,
    "user_id" UUID,
    "registration_id" UUID,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    CONSTRAINT "access_link_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "access_link_token_hash_key" ON "access_link"("token_hash");
CREATE INDEX "access_link_user_id_idx" ON "access_link"("user_id");
CREATE INDEX "access_link_registration_id_idx" ON "access_link"("registration_id");
ALTER TABLE "access_link" ADD CONSTRAINT "access_link_user_id_fkey"
  FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "access_link" ADD CONSTRAINT "access_link_registration_id_fkey"
  FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "access_link" ADD CONSTRAINT "access_link_of_one"
  CHECK (("purpose" = 'RESET') = ("user_id" IS NOT NULL) AND ("purpose" = 'REGISTRATION') = ("registration_id" IS NOT NULL));

-- Letters to a person, of no organization; a link in one is written into it when it is sent.
ALTER TABLE "letter" ALTER COLUMN "organization_id" DROP NOT NULL, ADD COLUMN "link_id" UUID;
ALTER TABLE "letter" ADD CONSTRAINT "letter_link_id_fkey"
  FOREIGN KEY ("link_id") REFERENCES "access_link"("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE UNIQUE INDEX "letter_personal" ON "letter" ("key", "email") WHERE "organization_id" IS NULL;
CREATE INDEX "letter_link_id_idx" ON "letter"("link_id");
