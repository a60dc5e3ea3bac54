package dev.onethread.contracts;

import java.util.Locale;

/// A customer on one channel. `value` is `<bot>:<chat>` for Telegram (two numbers), followed by `:<topic>`
/// within a group that has topics or by `@<connection>` where the bot answers for somebody else's account; the
/// lower-case mail address for mail; the visitor for web chat. Its [#key()] is the record key on every topic
/// ordered by address.
public record Address(Channel channel, String value) {
    public Address {
        Require.present(channel, "channel");
        Require.text(value, "address value");
    }

    public static Address telegram(long bot, long chat) {
        return new Address(Channel.TELEGRAM, bot + ":" + chat);
    }

    /// One topic of a group that has several.
    public static Address telegramTopic(long bot, long chat, long topic) {
        return new Address(Channel.TELEGRAM, bot + ":" + chat + ":" + topic);
    }

    /// A chat of the account behind `connection`, for which the bot reads and answers.
    public static Address telegramBusiness(long bot, long chat, String connection) {
        return new Address(Channel.TELEGRAM, bot + ":" + chat + "@" + connection);
    }

    /// Whether it is shared by many people: such a customer is a group and never the same as another. Telegram
    /// numbers groups below zero.
    public boolean ofGroup() {
        return channel == Channel.TELEGRAM && value.contains(":-");
    }

    /// Mail addresses are compared without regard to case: RFC 5321 section 2.4 lets a host tell local parts
    /// apart by case and advises against it, and no large provider does.
    public static Address mail(String address) {
        return new Address(Channel.MAIL, address.strip().toLowerCase(Locale.ROOT));
    }

    public static Address web(Visitor visitor) {
        return new Address(Channel.WEB, visitor.value());
    }

    /// Reads what [#key()] wrote.
    public static Address parse(String key) {
        for (Channel channel : Channel.values()) {
            if (key.startsWith(channel.prefix() + ":")) {
                return new Address(channel, key.substring(channel.prefix().length() + 1));
            }
        }
        throw new IllegalArgumentException("an address key begins with telegram:, mail: or web:");
    }

    public String key() {
        return channel.prefix() + ":" + value;
    }
}
