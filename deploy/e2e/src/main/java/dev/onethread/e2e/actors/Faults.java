package dev.onethread.e2e.actors;

import java.io.IOException;

/// What operating systems do to processes.
public final class Faults {
    private Faults() {}

    /// kill -9: no handler of the process runs.
    public static void kill(long pid) throws IOException, InterruptedException {
        signal("-KILL", pid);
    }

    /// Freezes a process where it stands, as a long collection or a paused machine does.
    public static void pause(long pid) throws IOException, InterruptedException {
        signal("-STOP", pid);
    }

    public static void resume(long pid) throws IOException, InterruptedException {
        signal("-CONT", pid);
    }

    private static void signal(String signal, long pid) throws IOException, InterruptedException {
        int code =
                new ProcessBuilder("kill", signal, Long.toString(pid)).start().waitFor();
        if (code != 0) {
            throw new IOException("no process " + pid + " to send " + signal);
        }
    }
}
