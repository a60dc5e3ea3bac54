package dev.onethread.notifier;

import dev.onethread.local.Ports;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/// Where the customers of all tests can be reached; [Customers] answers there.
public final class Channels implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        int telegram = Ports.free();
        int smtp = Ports.free();
        return Map.ofEntries(
                Map.entry("onethread.telegram.api-url", "http://127.0.0.1:" + telegram),
                Map.entry("onethread.telegram.bots.\"main\".token", Customers.TOKEN),
                Map.entry(
                        "onethread.mail.mailboxes.\"help\".smtp-url",
                        "smtp://help%40shop.example:secret@127.0.0.1:" + smtp),
                Map.entry("onethread.mail.mailboxes.\"help\".name", "Глазурь и печь"),
                Map.entry("onethread.mail.timeout", "1500ms"),
                Map.entry("onethread.notifier.retry.first", "100ms"),
                Map.entry("onethread.notifier.retry.longest", "400ms"),
                Map.entry("onethread.notifier.retry.away", "200ms"),
                Map.entry("test.telegram-port", Integer.toString(telegram)),
                Map.entry("test.smtp-port", Integer.toString(smtp)));
    }

    @Override
    public void stop() {}
}
