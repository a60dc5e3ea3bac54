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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The configured mailboxes that we can send from.
@ApplicationScoped
public class Mailboxes implements Doors {
    private final MailConfig config;
    private final Blobs blobs;
    private final Seal seal;
    private final List<Connections> open = new ArrayList<>();

    Mailboxes(MailConfig config, Blobs blobs) {
        this.config = config;
        this.blobs = blobs;
        this.seal = new Seal(config.tokenKey());
    }

    @Override
    public List<OpenDoor> open() {
        List<OpenDoor> doors = new ArrayList<>();
        config.mailboxes()
                .forEach((title, mailbox) -> mailbox.smtpUrl()
                        .ifPresent(url -> doors.add(door(Account.of(title, url, mailbox), mailbox.oauth()))));
        return doors;
    }

    @PreDestroy
    void close() {
        open.forEach(Connections::close);
    }

    private OpenDoor door(Account account, Optional<MailConfig.OAuth> oauth) {
        AccessTokens tokens =
                oauth.map(asked -> new AccessTokens(asked, config.timeout())).orElse(null);
        Connections connections = new Connections(account, config.timeout(), tokens);
        open.add(connections);
        MailSender sender = new MailSender(account, connections, new Letters(account, blobs, seal));
        return new OpenDoor(new Door(Channel.MAIL, account.address()), sender, Pace.UNLIMITED, config.atOnce());
    }
}
