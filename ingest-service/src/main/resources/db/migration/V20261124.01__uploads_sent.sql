-- A file that was brought and not sent within a day is thrown away. Of those from before nobody knows: they stay.
ALTER TABLE visitor_upload ADD COLUMN sent boolean NOT NULL DEFAULT false;
UPDATE visitor_upload SET sent = true;
CREATE INDEX visitor_upload_unsent ON visitor_upload (at) WHERE NOT sent;
