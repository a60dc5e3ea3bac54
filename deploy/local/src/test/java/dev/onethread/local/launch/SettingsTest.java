package dev.onethread.local.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a run makes of what it is told: settings, ports, doors, keys.
class SettingsTest {
    @TempDir
    Path dir;

    @Test
    void theEnvironmentWinsOverTheFile() throws IOException {
        Path file = Files.writeString(dir.resolve("local.properties"), "MAIL_NAME=file\nmail.address=a@file.test\n");
        Setup setup = Setup.of(Map.of("MAIL_NAME", " environment "), file);
        assertThat(setup.value("MAIL_NAME")).isEqualTo("environment");
        assertThat(setup.value("MAIL_ADDRESS")).isEqualTo("a@file.test");
        assertThat(Setup.of(Map.of("MAIL_NAME", " "), file).value("MAIL_NAME")).isEqualTo("file");
        assertThat(setup.value("MAIL_IMAP_URL")).isNull();
    }

    @Test
    void numberedNamesCountUpToTheFirstThatIsMissing() throws IOException {
        Setup setup = setup(Map.of("T", "1:a", "T_2", "2:b", "T_3", "3:c", "T_5", "5:e"));
        assertThat(setup.numbered("T")).containsExactly("1:a", "2:b", "3:c");
        assertThat(setup.numbered("U")).isEmpty();
    }

    @Test
    void aBadNumberIsRefusedByItsName() throws IOException {
        Setup setup = setup(Map.of("ONETHREAD_KAFKA_PORT", "many"));
        assertThatThrownBy(() -> plan(setup))
                .isInstanceOf(Setup.Refusal.class)
                .hasMessageContaining("ONETHREAD_KAFKA_PORT")
                .hasMessageContaining("many");
    }

    @Test
    void everyPortCountsFromTheFirstUnlessMoved() throws IOException {
        Plan plan = plan(setup(Map.of("ONETHREAD_SMTP_PORT", "2525", "ONETHREAD_TICKET_PORT", "3000")));
        assertThat(plan.smtp()).isEqualTo(2525);
        assertThat(plan.imap()).isEqualTo(21_843);
        assertThat(plan.servicePorts("routing")).containsExactly(21_812, 21_912);
        assertThat(plan.servicePorts("ticket")).containsExactly(3000, 3100);
        assertThat(plan.url()).isEqualTo("http://localhost:21800");
        assertThat(plan.ports())
                .hasSize(7 + 2 * Plan.SERVICES.size())
                .contains(
                        entry(21_800, "ONETHREAD_PORT"),
                        entry(2525, "ONETHREAD_SMTP_PORT"),
                        entry(3100, "ONETHREAD_TICKET_PORT"));
    }

    @Test
    void withoutRealDoorsTheStandInsAreUsed() throws IOException {
        Setup setup = setup(Map.of());
        Doors doors = Doors.of(setup, plan(setup));
        assertThat(doors.realTelegram()).isFalse();
        assertThat(doors.realMail()).isFalse();
        assertThat(doors.addresses()).containsExactly("support@shop.test", "billing@shop.test");
        assertThat(doors.properties())
                .containsEntry("onethread.telegram.api-url", "http://127.0.0.1:21881")
                .containsEntry(
                        "onethread.mail.mailboxes.\"mailbox-1\".imap-url",
                        "imap://support%40shop.test:secret@127.0.0.1:21843/INBOX")
                .containsKey("onethread.telegram.bots.\"bot-1\".token");
    }

    @Test
    void realBotsAndMailboxesAreUsedWhereTheyAreSet() throws IOException {
        Setup setup = setup(Map.of(
                "TELEGRAM_BOT_TOKEN", "1:a",
                "TELEGRAM_BOT_TOKEN_2", "2:b",
                "MAIL_IMAP_URL", "imaps://help%40shop.example:x@imap.example:993/INBOX",
                "MAIL_SMTP_URL", "smtps://help%40shop.example:x@smtp.example:465",
                "MAIL_NAME", "Help",
                "MAIL_IMAP_URL_2", "imaps://u2:x@imap.example/INBOX",
                "MAIL_ADDRESS_2", "second@shop.example"));
        Doors doors = Doors.of(setup, plan(setup));
        assertThat(doors.realTelegram()).isTrue();
        assertThat(doors.realMail()).isTrue();
        assertThat(doors.telegramUrl()).isEqualTo("https://api.telegram.org");
        assertThat(doors.addresses()).containsExactly("help@shop.example", "second@shop.example");
        assertThat(doors.properties())
                .containsEntry("onethread.telegram.bots.\"bot-2\".token", "2:b")
                .containsEntry("onethread.mail.mailboxes.\"mailbox-1\".name", "Help")
                .containsEntry(
                        "onethread.mail.mailboxes.\"mailbox-1\".smtp-url",
                        "smtps://help%40shop.example:x@smtp.example:465")
                .doesNotContainKey("onethread.mail.mailboxes.\"mailbox-2\".smtp-url");
    }

    @Test
    void aMailboxWithoutItsUserIsRefused() throws IOException {
        Setup setup = setup(Map.of("MAIL_IMAP_URL", "imaps://imap.example:993/INBOX"));
        assertThatThrownBy(() -> Doors.of(setup, plan(setup)))
                .isInstanceOf(Setup.Refusal.class)
                .hasMessageContaining("MAIL_IMAP_URL");
    }

    @Test
    void keysAreKeptAndThePrivateOneIsTheOwnersAlone() throws IOException {
        Keys first = Keys.in(dir.resolve("keys"));
        String secret = Files.readString(first.privateKey());
        assertThat(secret).startsWith("-----BEGIN PRIVATE KEY-----");
        assertThat(Files.readString(first.publicKey())).startsWith("-----BEGIN PUBLIC KEY-----");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first.privateKey())))
                .isEqualTo("rw-------");
        assertThat(Files.readString(Keys.in(dir.resolve("keys")).privateKey())).isEqualTo(secret);
    }

    @Test
    void aServicesConfigurationIsTheOwnersAlone() throws IOException {
        Setup setup = setup(Map.of());
        Plan plan = plan(setup);
        Path file =
                ServiceConfiguration.write(plan, Doors.of(setup, plan), Keys.in(dir.resolve("keys")), "ticket", "pw");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(file).content().contains("onethread.admin.password=pw").doesNotContain("token");
    }

    private Setup setup(Map<String, String> environment) throws IOException {
        return Setup.of(environment, dir.resolve("none"));
    }

    private Plan plan(Setup setup) {
        return Plan.of(setup, dir, dir, 21_800, 2);
    }
}
