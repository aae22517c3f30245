-- Tokens carry the generation of the account's password: a new one ends all sign-ins but `kept_sign_in`, the one that set it.
ALTER TABLE agents ADD COLUMN generation BIGINT NOT NULL DEFAULT 0;
ALTER TABLE agents ADD COLUMN kept_sign_in TEXT NOT NULL DEFAULT '';
-- 1: everybody knows this password (those of the demo accounts); NULL: set before this was written down.
ALTER TABLE agents ADD COLUMN well_known_password BIGINT;
