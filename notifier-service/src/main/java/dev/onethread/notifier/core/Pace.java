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

    /// Whose pace it is: all topics of a group share the group's, and a bot that answers for others has one
    /// pace with a person.
    Address shared(Address address) {
        if (address.channel() != Channel.TELEGRAM) {
            return address;
        }
        String value = address.value();
        int chat = value.indexOf(':') + 1;
        int end = chat;
        while (end < value.length() && (Character.isDigit(value.charAt(end)) || value.charAt(end) == '-')) {
            end++;
        }
        return end == value.length() ? address : new Address(Channel.TELEGRAM, value.substring(0, end));
    }

    /// Telegram numbers groups and channels below zero.
    private static boolean isGroup(Address address) {
        return address.channel() == Channel.TELEGRAM && address.value().contains(":-");
    }
}
