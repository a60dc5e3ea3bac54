package dev.onethread.notifier.core;

import dev.onethread.contracts.ReplyId;

/// One part of a reply; parts count from 1.
public record PartId(ReplyId reply, int part) {}
