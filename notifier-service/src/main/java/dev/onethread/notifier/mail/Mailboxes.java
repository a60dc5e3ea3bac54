package dev.onethread.notifier.mail;

import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Door;
import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.delivery.oauth.AccessTokens;
import dev.onethread.notifier.core.Doors;
import dev.onethread.notifier.core.OpenDoor;
import dev.onethread.notifier.core.Pace;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The configured mailboxes that we can send from.
@ApplicationScoped
public class Mailboxes implements Doors {
    private final MailConfig config;
    private final Blobs blobs;
    private final Seal seal;
    private final Optional<URI> pages;
    private final List<Connections> open = new ArrayList<>();

    Mailboxes(
            MailConfig config,
            Blobs blobs,
            @ConfigProperty(name = "onethread.continuation.confirmation") Optional<URI> pages) {
        this.pages = pages;
        this.config = config;
        this.blobs = blobs;
        this.seal = new Seal(config.tokenKey());
    }

    @Override
    public List<OpenDoor> open() {
        List<OpenDoor> doors = new ArrayList<>();
        config.mailboxes()
                .forEach((title, mailbox) ->
                        mailbox.smtpUrl().ifPresent(url -> doors.add(door(Account.of(title, url, mailbox), mailbox))));
        return doors;
    }

    @PreDestroy
    void close() {
        open.forEach(Connections::close);
    }

    private OpenDoor door(Account account, MailConfig.Mailbox mailbox) {
        AccessTokens tokens = mailbox.oauth()
                .map(asked -> new AccessTokens(asked, config.timeout()))
                .orElse(null);
        Onward onward = Onward.to(mailbox.continueAt().orElse(Set.of()), pages.orElse(null), seal);
        Connections connections = new Connections(account, config.timeout(), tokens);
        open.add(connections);
        MailSender sender = new MailSender(account, connections, new Letters(account, blobs, seal, onward));
        return new OpenDoor(new Door(Channel.MAIL, account.address()), sender, Pace.UNLIMITED, config.atOnce());
    }
}
