package dev.onethread.local.telegram;

/// How fast a bot may send. <https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this>
///
/// @param chatPerSecond lasting pace into one private chat
/// @param chatBurst what may go into one chat at once
/// @param groupPerMinute lasting pace and burst into one group
/// @param botPerSecond lasting pace and burst of a bot over all chats
/// @param on whether anything is limited
public record Limits(double chatPerSecond, int chatBurst, int groupPerMinute, int botPerSecond, boolean on) {
    /// What the FAQ names, with the small burst that Telegram lets pass.
    public static Limits real() {
        return new Limits(1, 3, 20, 30, true);
    }

    /// No limits, for tests of something else.
    public static Limits off() {
        return new Limits(1, 1, 1, 1, false);
    }
}
