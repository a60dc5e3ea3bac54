package dev.onethread.local.telegram;

/// What a customer did: the update the bot gets, and the message it is about.
public record Said(long updateId, long messageId) {}
