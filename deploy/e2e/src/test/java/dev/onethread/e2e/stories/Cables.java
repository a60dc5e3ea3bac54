package dev.onethread.e2e.stories;

import dev.onethread.e2e.actors.Cable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the shared installation's services reach the mail server and Telegram through, and what a visitor's browser may
/// reach us through.
record Cables(Cable imap, Cable telegram, Cable visitors) implements AutoCloseable {
    /// With `deploy/test --full` everything notices a dead line as slowly as in production.
    static final boolean FULL = Boolean.getBoolean("onethread.full");

    /// Of the installation whose first port is `port`; the offsets are those of `deploy/up`.
    static Cables of(int port) {
        return new Cables(Cable.to(port + 43), Cable.to(port + 81), Cable.to(port));
    }

    /// What makes `deploy/up` use them.
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("ONETHREAD_IMAP_VIA", Integer.toString(imap.port()));
        environment.put("TELEGRAM_API_URL", "http://127.0.0.1:" + telegram.port());
        if (!FULL) {
            environment.put("ONETHREAD_MAIL_IDLE_REFRESH", "5s");
            environment.put("ONETHREAD_MAIL_TIMEOUT", "5s");
            environment.put("ONETHREAD_MAIL_LONGEST_PAUSE", "5s");
            environment.put("ONETHREAD_TELEGRAM_POLL_TIMEOUT", "5s");
            environment.put("ONETHREAD_WEBCHAT_PING_EVERY", "5s");
        }
        return environment;
    }

    List<Cable> all() {
        return List.of(imap, telegram, visitors);
    }

    @Override
    public void close() {
        all().forEach(Cable::close);
    }
}
