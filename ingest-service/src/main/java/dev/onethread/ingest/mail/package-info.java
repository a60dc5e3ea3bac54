/// The mail door: reads mailboxes over IMAP without losing a mail, and makes sense of what real mail programs send.
@NullMarked
package dev.onethread.ingest.mail;

import org.jspecify.annotations.NullMarked;
