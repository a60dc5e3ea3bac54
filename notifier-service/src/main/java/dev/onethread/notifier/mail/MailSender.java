package dev.onethread.notifier.mail;

import dev.onethread.notifier.core.NoticeGuard;
import dev.onethread.notifier.core.Outcome;
import dev.onethread.notifier.core.Parcel;
import dev.onethread.notifier.core.Sender;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.jboss.logging.Logger;

/// Hands one part in at one account's server.
final class MailSender implements Sender {
    private static final Logger LOG = Logger.getLogger(MailSender.class);

    private final Account account;
    private final Connections connections;
    private final Letters letters;
    private final NoticeGuard notices = new NoticeGuard();

    MailSender(Account account, Connections connections, Letters letters) {
        this.account = account;
        this.connections = connections;
        this.letters = letters;
    }

    @Override
    public Outcome send(Parcel parcel) {
        if (parcel.agent() == null && !allows(parcel)) {
            LOG.warnf("Too many notices to one address: conversation=%s", parcel.conversation());
            return new Outcome.Refused("loop", null);
        }
        Letters.Letter letter;
        try {
            letter = letters.write(connections.session(), parcel);
        } catch (AddressException e) {
            return new Outcome.Refused("address-invalid", null);
        } catch (NoSuchFileException e) {
            return new Outcome.Refused("file-missing", null);
        } catch (MessagingException | IOException e) {
            LOG.warnf(
                    e,
                    "Cannot write a mail: reply=%s part=%d",
                    parcel.id().reply(),
                    parcel.id().part());
            return new Outcome.TryAgain("file-unreadable", null);
        }
        return handIn(letter);
    }

    private boolean allows(Parcel parcel) {
        synchronized (notices) {
            return notices.allows(parcel.to(), parcel.at());
        }
    }

    private Outcome handIn(Letters.Letter letter) {
        Transport transport;
        try {
            transport = connections.take();
        } catch (AuthenticationFailedException e) {
            LOG.warnf("The mail server refuses our sign-in: host=%s", account.host());
            return new Outcome.TryAgain("door-refused", null);
        } catch (MessagingException e) {
            return new Outcome.Away(e.getClass().getSimpleName());
        }
        try {
            transport.sendMessage(letter, letter.getAllRecipients());
            connections.giveBack(transport);
            return new Outcome.Sent(letter.messageId());
        } catch (MessagingException e) {
            connections.drop(transport);
            return SmtpAnswers.outcome(e, letter.leaving());
        }
    }
}
