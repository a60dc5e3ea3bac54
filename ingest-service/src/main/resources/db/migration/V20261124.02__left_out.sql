-- What nobody is to look into, such as the posts of a channel: it stands here with its reason for a while.
ALTER TABLE quarantine ADD COLUMN left_out boolean NOT NULL DEFAULT false;

-- What a clean-up finds.
CREATE INDEX quarantine_done ON quarantine (kept_at) WHERE left_out OR replayed_at IS NOT NULL;
