-- The browser that a link for a new password was used in: one of the person's from then on.
ALTER TABLE "access_link" ADD COLUMN "device_hash" TEXT;
