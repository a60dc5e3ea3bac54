package dev.onethread.ingest.testing;

import dev.onethread.local.Ports;
import dev.onethread.local.telegram.TelegramStandIn;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/// A stand-in for Telegram with four bots: two are polled by the application, one is for tests that poll
/// themselves, and the updates of the last are brought.
public class TelegramSurroundings implements QuarkusTestResourceLifecycleManager {
    public static final String SHOP = "700:shop-secret";
    public static final String HELP = "701:help-secret";
    public static final String SPARE = "702:spare-secret";
    public static final String HOOKED = "703:hooked-secret";
    public static final String HOOK_SECRET = "0123456789-abcdef_HOOK";

    private TelegramStandIn standIn;

    @Override
    public Map<String, String> start() {
        standIn = TelegramStandIn.start(0, SHOP, HELP, SPARE, HOOKED);
        int port = Ports.free();
        Map<String, String> settings = new HashMap<>(Map.of(
                "onethread.telegram.api-url", standIn.url(),
                "onethread.telegram.bots.\"shop\".token", SHOP,
                "onethread.telegram.bots.\"help\".token", HELP,
                "onethread.telegram.poll-timeout", "5s",
                "onethread.telegram.file-limit", "300000",
                "onethread.webchat.widgets.\"shop\".origins", "*",
                "onethread.webchat.widgets.\"strict\".origins", "https://shop.example",
                "onethread.webchat.upload-limit", "100000",
                "onethread.webchat.ping-every", "2s"));
        settings.putAll(Widgets.SETTINGS);
        settings.put("quarkus.http.test-port", Integer.toString(port));
        settings.put("onethread.continuation.key", "0123456789abcdef0123456789abcdef");
        settings.put("onethread.continuation.page", "https://shop.example/help");
        settings.put("onethread.continuation.confirmation", "https://chat.shop.example");
        settings.put("onethread.telegram.bots.\"hooked\".token", HOOKED);
        settings.put("onethread.telegram.bots.\"hooked\".webhook.url", "http://127.0.0.1:" + port);
        settings.put("onethread.telegram.bots.\"hooked\".webhook.secret", HOOK_SECRET);
        settings.put("onethread.telegram.bots.\"hooked\".groups", "false");
        settings.put("onethread.telegram.bots.\"hooked\".commands.\"help\".ru", "Помощь");
        settings.put("onethread.telegram.bots.\"hooked\".commands.\"help\".en", "Help");
        return settings;
    }

    @Override
    public void stop() {
        if (standIn != null) {
            standIn.close();
        }
    }
}
