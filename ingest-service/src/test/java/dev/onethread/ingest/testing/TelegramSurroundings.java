package dev.onethread.ingest.testing;

import dev.onethread.local.telegram.TelegramStandIn;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/// A stand-in for Telegram with three bots: two are the application's, the third is for tests that poll themselves.
public class TelegramSurroundings implements QuarkusTestResourceLifecycleManager {
    public static final String SHOP = "700:shop-secret";
    public static final String HELP = "701:help-secret";
    public static final String SPARE = "702:spare-secret";

    private TelegramStandIn standIn;

    @Override
    public Map<String, String> start() {
        standIn = TelegramStandIn.start(0, SHOP, HELP, SPARE);
        return Map.of(
                "onethread.telegram.api-url", standIn.url(),
                "onethread.telegram.bots.\"shop\".token", SHOP,
                "onethread.telegram.bots.\"help\".token", HELP,
                "onethread.telegram.poll-timeout", "5s",
                "onethread.telegram.file-limit", "300000",
                "onethread.webchat.widgets.\"shop\".origins", "*",
                "onethread.webchat.widgets.\"strict\".origins", "https://shop.example",
                "onethread.webchat.upload-limit", "100000",
                "onethread.webchat.ping-every", "2s");
    }

    @Override
    public void stop() {
        if (standIn != null) {
            standIn.close();
        }
    }
}
