package dev.onethread.notifier.core;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Channel;

/// What a channel bears: per door, per person, per group chat. Telegram's limits are from its bot FAQ, *My bot is
/// hitting limits*: one message a second to a chat, 30 a second in all, 20 a minute to a group.
public record Pace(Rate door, Rate person, Rate group) {
    public static final Pace UNLIMITED = new Pace(Rate.UNLIMITED, Rate.UNLIMITED, Rate.UNLIMITED);

    Rate of(Address address) {
        return isGroup(address) ? group : person;
    }

    /// Telegram numbers groups and channels below zero.
    private static boolean isGroup(Address address) {
        return address.channel() == Channel.TELEGRAM && address.value().contains(":-");
    }
}
