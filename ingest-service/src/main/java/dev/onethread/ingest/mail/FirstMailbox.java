package dev.onethread.ingest.mail;

import dev.onethread.contracts.Door;
import dev.onethread.ingest.core.MailDoor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/// The first mailbox that is read and sent from, by the operator's name for it.
@ApplicationScoped
class FirstMailbox implements MailDoor {
    private final MailSettings settings;

    FirstMailbox(MailSettings settings) {
        this.settings = settings;
    }

    @Override
    public Optional<Door> first() {
        return settings.mailboxes().entrySet().stream()
                .filter(each -> each.getValue().imapUrl().isPresent()
                        && each.getValue().smtpUrl().isPresent())
                .min(Comparator.comparing(Map.Entry::getKey))
                .map(each -> Mailbox.configured(each.getKey(), each.getValue()).door());
    }
}
