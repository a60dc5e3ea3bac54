package dev.onethread.local.telegram;

/// How a call of a sending method goes wrong on demand.
public sealed interface Failure {
    /// Answers with an error and sends nothing.
    record Refused(int status, String description) implements Failure {}

    /// Answers 429 with `retry_after` in seconds and sends nothing.
    record TooMany(int retryAfter) implements Failure {}

    /// Sends, then drops the connection without an answer: the bot cannot know whether the customer has it.
    record SentButNoAnswer() implements Failure {}

    /// Drops the connection and sends nothing; to the bot it looks the same as [SentButNoAnswer].
    record NoAnswer() implements Failure {}
}
