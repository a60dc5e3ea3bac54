package dev.onethread.contracts;

import dev.onethread.contracts.CustomerEvent.Evidence;
import org.jspecify.annotations.Nullable;

/// Why two customers are held to be one. `detail` is what was equal, such as a mail address; `confidence`
/// is 1 to 100, 100 for what is certain; `by` is who decided, null for the system itself.
public record Grounds(
        Evidence evidence,
        @Nullable String detail,
        int confidence,
        @Nullable AgentId by) {
    public Grounds {
        Require.present(evidence, "evidence");
        Require.that(confidence >= 1 && confidence <= 100, "a confidence is 1 to 100");
    }
}
