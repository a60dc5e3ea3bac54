package dev.onethread.notifier.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccountTest {
    @Test
    void userAndSecretAreDecodedAndTheUserIsTheAddress() {
        Account account = account("smtps://Help%40Shop.example:p%3A%2B+w@mail.example", null, null);
        assertThat(account.protocol()).isEqualTo("smtps");
        assertThat(account.port()).isEqualTo(465);
        assertThat(account.user()).isEqualTo("Help@Shop.example");
        assertThat(account.secret()).isEqualTo("p:++w");
        assertThat(account.address()).isEqualTo("help@shop.example");
    }

    @Test
    void theDoorIsNamedAsTheMailboxIsRead() {
        Account account =
                account("smtp+starttls://relay:x@mail.example", "imaps://help%40shop.example:y@mail.example", null);
        assertThat(account.address()).isEqualTo("help@shop.example");
        assertThat(account.user()).isEqualTo("relay");
        assertThat(account.port()).isEqualTo(587);
        assertThat(account.session(Duration.ofSeconds(1), false).getProperty("mail.smtp.starttls.required"))
                .isEqualTo("true");
    }

    @Test
    void nonsenseIsRefusedByTheNameOfItsProperty() {
        for (String url : new String[] {"http://a%40b:c@mail.example", "smtp://relay:x@mail.example", "smtp:nothing"}) {
            assertThatThrownBy(() -> account(url, null, null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("onethread.mail.mailboxes.\"help\".smtp-url")
                    .hasMessageNotContaining("x@");
        }
    }

    private static Account account(String smtp, String imap, String address) {
        return Account.of("help", URI.create(smtp), new MailConfig.Mailbox() {
            @Override
            public Optional<URI> imapUrl() {
                return Optional.ofNullable(imap).map(URI::create);
            }

            @Override
            public Optional<URI> smtpUrl() {
                return Optional.of(URI.create(smtp));
            }

            @Override
            public Optional<String> address() {
                return Optional.ofNullable(address);
            }

            @Override
            public Optional<String> name() {
                return Optional.empty();
            }

            @Override
            public boolean plusAddressing() {
                return false;
            }

            @Override
            public MailConfig.Templates signature() {
                return new MailConfig.Templates() {
                    @Override
                    public Optional<String> ru() {
                        return Optional.empty();
                    }

                    @Override
                    public Optional<String> en() {
                        return Optional.empty();
                    }
                };
            }

            @Override
            public Optional<Set<MailConfig.ContinueAt>> continueAt() {
                return Optional.empty();
            }

            @Override
            public Optional<MailConfig.OAuth> oauth() {
                return Optional.empty();
            }
        });
    }
}
