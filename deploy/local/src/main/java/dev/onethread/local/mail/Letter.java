package dev.onethread.local.mail;

import java.time.Instant;

/// A mail as it lies in a mailbox: its UID there, its bytes as IMAP hands them out, when it came.
public record Letter(long uid, byte[] bytes, Instant at) {}
