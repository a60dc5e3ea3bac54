package dev.onethread.contracts;

import org.jspecify.annotations.Nullable;

/// How a picture, film or sound is shown: pixels and seconds as its channel names them (untrusted). `round` is
/// a film in a circle, `loop` one without sound that repeats, `covered` one that its sender hid until asked for.
public record Media(
        @Nullable Long width,
        @Nullable Long height,
        @Nullable Long seconds,
        boolean round,
        boolean loop,
        boolean covered) {}
