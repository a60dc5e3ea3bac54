package dev.onethread.contracts;

import org.jspecify.annotations.Nullable;

/// What stands below agents' mails, in the language of the reply; without a text in that language the other one
/// serves. `{agent}` and `{mailbox}` are names.
public record Signature(@Nullable String ru, @Nullable String en) {}
