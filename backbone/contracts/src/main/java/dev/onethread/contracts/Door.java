package dev.onethread.contracts;

/// One of our ends of a channel: a bot (its number), a mailbox (its address) or a widget (its name).
public record Door(Channel channel, String name) {
    public Door {
        Require.present(channel, "channel");
        Require.text(name, "door name");
    }

    public String key() {
        return channel.prefix() + ":" + name;
    }
}
