package dev.onethread.contracts;

import org.jspecify.annotations.Nullable;

/// One step of what a conversation needs. Steps come into force one after the other: `seconds` is how long one is in
/// force, counted in the age of the conversation in the queue, null for good. A step with a `desk` takes the
/// conversation there; with `supervisors` only agents who are supervisors may be given it.
public record NeedStep(
        Requirement requirement,
        @Nullable DeskId desk,
        boolean supervisors,
        @Nullable Long seconds) {
    public NeedStep {
        Require.present(requirement, "requirement");
        Require.that(seconds == null || seconds >= 0, "a step's seconds are not negative");
    }

    /// In force for good, at the conversation's own desk.
    public static NeedStep forGood(Requirement requirement) {
        return new NeedStep(requirement, null, false, null);
    }
}
