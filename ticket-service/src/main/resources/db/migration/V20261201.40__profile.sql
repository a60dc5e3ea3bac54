-- Rises whenever what routing knows of the customer is to be read anew.
ALTER TABLE conversation ADD COLUMN profile bigint NOT NULL DEFAULT 0 CHECK (profile >= 0);
