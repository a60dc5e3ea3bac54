package dev.onethread.notifier.mail;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.MailLink;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Links below a mail by which its recipient goes on elsewhere, in the language of the reply. They lead to a page of
/// ingest, which gives a one-time link to whoever asks for one there.
final class Onward {
    /// A mail that is answered later is answered by mail.
    private static final Duration VALID = Duration.ofDays(14);

    private static final Onward NOWHERE = new Onward(List.of(), null, new Seal(java.util.Optional.empty()));

    private final List<Channel> channels;
    private final @Nullable URI pages;
    private final Seal seal;

    private Onward(List<Channel> channels, @Nullable URI pages, Seal seal) {
        this.channels = channels;
        this.pages = pages;
        this.seal = seal;
    }

    /// `pages` is the public address of ingest.
    /// @throws IllegalArgumentException where links are wanted that cannot be written
    static Onward to(Set<MailConfig.ContinueAt> wanted, @Nullable URI pages, Seal seal) {
        if (wanted.isEmpty()) {
            return NOWHERE;
        }
        if (pages == null || !seal.closes()) {
            throw new IllegalArgumentException("onethread.mail.mailboxes.….continue-at needs"
                    + " onethread.continuation.confirmation and onethread.mail.token-key");
        }
        List<Channel> channels = new ArrayList<>();
        for (MailConfig.ContinueAt each : MailConfig.ContinueAt.values()) {
            if (wanted.contains(each)) {
                channels.add(
                        switch (each) {
                            case TELEGRAM -> Channel.TELEGRAM;
                            case WEB -> Channel.WEB;
                        });
            }
        }
        return new Onward(List.copyOf(channels), pages, seal);
    }

    static Onward nowhere() {
        return NOWHERE;
    }

    /// What a link says and where it leads.
    record Link(String words, String url) {}

    /// Of a mail that was asked for at `at`: sent again it is the same mail.
    List<Link> below(String text, Address recipient, Instant at) {
        URI base = pages;
        if (base == null) {
            return List.of();
        }
        MailLink link = new MailLink(recipient, at.plus(VALID));
        boolean russian = Signature.isRussian(text);
        return channels.stream()
                .map(channel -> new Link(
                        words(channel, russian),
                        base.toString().replaceAll("/+$", "") + "/chat/continuations/" + channel.prefix() + "/"
                                + seal.written(link, channel)))
                .toList();
    }

    private static String words(Channel channel, boolean russian) {
        if (channel == Channel.TELEGRAM) {
            return russian ? "Продолжить в Telegram" : "Continue in Telegram";
        }
        return russian ? "Продолжить на сайте" : "Continue on the web";
    }
}
