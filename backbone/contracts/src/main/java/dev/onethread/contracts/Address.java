package dev.onethread.contracts;

import java.util.Locale;

/// A customer on one channel. `value` is `<bot>:<chat>` for Telegram (two numbers), the lower-case mail address for
/// mail, the visitor for web chat. Its [#key()] is the record key on every topic that is ordered by address.
public record Address(Channel channel, String value) {
    public Address {
        Require.present(channel, "channel");
        Require.text(value, "address value");
    }

    public static Address telegram(long bot, long chat) {
        return new Address(Channel.TELEGRAM, bot + ":" + chat);
    }

    /// Mail addresses are compared without regard to case: RFC 5321 section 2.4 lets a host tell local parts apart by
    /// case and advises against it, and no large provider does.
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
