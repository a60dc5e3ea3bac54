package dev.onethread.delivery.privacy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows of one table that are of a customer: those `t` for which `where` holds, which may speak of `asked.customers`
/// and
/// `asked.conversations` (`uuid[]`), `asked.addresses` (their keys) and `asked."values"` (`text[]`), `asked.visitors`.
/// `blobs` is an expression in which names of blobs stand that are theirs. `before` has to run first; `instead` is what
/// changes the rows where they stay, and empty where others erase them.
public record Holding(
        String table,
        String where,
        @Nullable String blobs,
        List<String> before,
        @Nullable String instead) {
    public static Holding of(String table, String where) {
        return new Holding(table, where, null, List.of(), null);
    }

    public Holding withBlobs(String expression) {
        return new Holding(table, where, expression, before, instead);
    }

    /// Statements that have to run before the rows can go, such as `update other o set t = null from asked where …`.
    public Holding after(String... statements) {
        return new Holding(table, where, blobs, List.of(statements), instead);
    }

    /// The rows stay for now; who erases them says so elsewhere.
    public Holding leftToOthers() {
        return new Holding(table, where, blobs, before, "");
    }

    /// The rows stay for now, and are changed: `set name = null`.
    public Holding emptiedBy(String assignment) {
        return new Holding(table, where, blobs, before, assignment);
    }
}
