package dev.onethread.bench;

import dev.onethread.e2e.actors.Installation;
import java.util.List;

/// Something that can be measured by name.
interface Measurement {
    String name();

    /// What is measured, in one line.
    String about();

    /// Measures; says on `progress` how far it is.
    List<Figure> measure(Installation installation, Progress progress) throws Exception;

    /// Where people read how far a measurement is.
    @FunctionalInterface
    interface Progress {
        void at(String what);
    }
}
