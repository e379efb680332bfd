-- Invitations to an organization. A link is known by its hash alone; a new letter makes a new link of it.
CREATE TABLE "invitation" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "all_stores" BOOLEAN NOT NULL,
    "token_hash" TEXT NOT NULL,
    "letters" INTEGER NOT NULL DEFAULT 1,
    "invited_by_id" UUID NOT NULL,
    "invited_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "accepted_by_id" UUID,
    "revoked_at" TIMESTAMPTZ(3),
    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "invitation_one_end" CHECK ("accepted_at" IS NULL OR "revoked_at" IS NULL),
    CONSTRAINT "invitation_accepted_by" CHECK (("accepted_at" IS NULL) = ("accepted_by_id" IS NULL))
);
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");
CREATE UNIQUE INDEX "invitation_organization_id_id_key" ON "invitation"("organization_id", "id");
CREATE UNIQUE INDEX "invitation_organization_id_request_id_key" ON "invitation"("organization_id", "request_id");
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_organization_id_fkey"
  FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- An address is invited once at a time.
CREATE UNIQUE INDEX "invitation_open" ON "invitation"("organization_id", "email")
  WHERE "accepted_at" IS NULL AND "revoked_at" IS NULL;

CREATE TABLE "invitation_store" (
    "organization_id" UUID NOT NULL,
    "invitation_id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    CONSTRAINT "invitation_store_pkey" PRIMARY KEY ("invitation_id", "store_id")
);
ALTER TABLE "invitation_store" ADD CONSTRAINT "invitation_store_organization_id_invitation_id_fkey"
  FOREIGN KEY ("organization_id", "invitation_id") REFERENCES "invitation"("organization_id", "id")
  ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "invitation_store" ADD CONSTRAINT "invitation_store_organization_id_store_id_fkey"
  FOREIGN KEY ("organization_id", "store_id") REFERENCES "store"("organization_id", "id")
  ON DELETE CASCADE ON UPDATE CASCADE;

-- A session that looks at the cabinet as another role does; it goes with the session.
CREATE TABLE "session_view" (
    "session_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "role" "role" NOT NULL,
    "store_ids" UUID[],
    "all_stores" BOOLEAN NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "session_view_pkey" PRIMARY KEY ("session_id")
);
ALTER TABLE "session_view" ADD CONSTRAINT "session_view_session_id_fkey"
  FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "session_view" ADD CONSTRAINT "session_view_organization_id_fkey"
  FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A person belongs to one organization at a time.
CREATE UNIQUE INDEX "membership_one_organization" ON "membership"("user_id") WHERE "user_id" IS NOT NULL;

-- The journal of one person; what the cabinet writes by itself by the hundred thousand is not in it.
CREATE INDEX "audit_entry_by_person" ON "audit_entry"("organization_id", "actor_id", "at" DESC, "id" DESC)
  WHERE "actor_kind" = 'USER';
CREATE TRIGGER "audit_entry_no_truncate" BEFORE TRUNCATE ON "audit_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
