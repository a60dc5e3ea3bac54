package dev.onethread.contracts;

import org.jspecify.annotations.Nullable;

/// A button under a message of ours: pressing it comes back as `data`, or opens `url` where there is one.
public record Button(
        String label, @Nullable String data, @Nullable String url) {
    /// What the data of a choice offered by an agent begins with; the choice comes back as a message of the
    /// customer.
    public static final String CHOICE = "choice:";

    public Button {
        Require.text(label, "button label");
        Require.that(data != null || url != null, "a button has data or a url");
    }

    /// The `number`th of the choices offered with one reply.
    public static Button choice(int number, String label) {
        return new Button(label, CHOICE + number, null);
    }
}
