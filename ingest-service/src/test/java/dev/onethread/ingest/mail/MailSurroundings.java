package dev.onethread.ingest.mail;

import dev.onethread.local.mail.MailServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/// A mail server with two mailboxes that are the application's doors.
public class MailSurroundings implements QuarkusTestResourceLifecycleManager {
    static final String HELP = "help@shop.example";
    static final String SALES = "sales@shop.example";

    private MailServer server;

    @Override
    public Map<String, String> start() {
        server = MailServer.start(0, 0, HELP, SALES);
        return Map.of(
                "onethread.mail.mailboxes.\"help\".imap-url",
                server.imapUrl(HELP),
                "onethread.mail.mailboxes.\"help\".smtp-url",
                "smtp://help:secret@127.0.0.1:25",
                "onethread.mail.token-key",
                "the key of these tests",
                "onethread.mail.mailboxes.\"help\".trusted-hosts",
                "mx.shop.example",
                "onethread.mail.mailboxes.\"sales\".imap-url",
                server.imapUrl(SALES),
                "onethread.mail.mailboxes.\"sales\".name",
                "Sales",
                "test.mail.smtp-port",
                Integer.toString(server.smtpPort()));
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
        }
    }
}
