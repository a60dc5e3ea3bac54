-- What comes from an address that we have blocked is kept and opens nothing.
ALTER TABLE customer_address ADD COLUMN blocked boolean NOT NULL DEFAULT false;
