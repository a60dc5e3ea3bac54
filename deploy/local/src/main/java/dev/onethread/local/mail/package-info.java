/// A mail server for one machine: IMAP by GreenMail, an SMTP door of our own that can fail on purpose, letters kept as
/// files.
@NullMarked
package dev.onethread.local.mail;

import org.jspecify.annotations.NullMarked;
