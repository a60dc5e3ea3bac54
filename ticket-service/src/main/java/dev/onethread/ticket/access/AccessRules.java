package dev.onethread.ticket.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// `onethread.access`: how long sign-ins last and how often they may fail.
@ConfigMapping(prefix = "onethread.access")
interface AccessRules {
    @WithDefault("PT10M")
    Duration tokenLife();

    @WithDefault("PT12H")
    Duration sessionLife();

    @WithDefault("PT15M")
    Duration failureWindow();

    /// Failures of one user from one place within the window before more attempts are refused.
    @WithDefault("5")
    int failuresPerUser();

    /// Failures from one place within the window, whoever tries, before more attempts are refused.
    @WithDefault("100")
    int failuresPerSource();

    /// bcrypt's cost as a power of two.
    @WithDefault("11")
    int cost();

    Admin admin();

    /// The first administrator, made at start while there is none.
    interface Admin {
        Optional<String> user();

        Optional<String> password();
    }
}
