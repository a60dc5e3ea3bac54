package dev.onethread.local.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onethread.contracts.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChildTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path dir;

    @SuppressWarnings("NullAway.Init")
    private Child child;

    @BeforeEach
    void make() {
        child = child("exec sleep 600");
    }

    @AfterEach
    void end() throws InterruptedException {
        child.ask();
        child.awaitEnd(PATIENCE);
    }

    @Test
    void aKilledChildIsStartedAgainAfterAPauseThatGrows() throws Exception {
        child.start();
        assertThat(pauseAfterAKill()).isBetween(Duration.ofMillis(2900), Duration.ofMillis(5500));
        assertThat(pauseAfterAKill()).isBetween(Duration.ofMillis(5900), Duration.ofMillis(11_000));
    }

    @Test
    void aHangingChildStartsAnewAndLeavesWhatItsThreadsWereAt() throws Exception {
        Path hangs = Files.writeString(dir.resolve("Hangs.java"), """
                class Hangs {
                    static void waitsForNothing() throws InterruptedException {
                        new java.util.concurrent.CountDownLatch(1).await();
                    }

                    public static void main(String[] arguments) throws InterruptedException {
                        System.out.println("begun");
                        waitsForNothing();
                    }
                }
                """);
        child = child("exec " + System.getProperty("java.home") + "/bin/java " + hangs);
        child.start();
        Process process = process();
        await().atMost(PATIENCE).until(() -> Files.readString(child.log()).contains("begun"));

        Path threads = child.giveUp();

        assertThat(threads).content().contains("waitsForNothing");
        await().atMost(PATIENCE).until(() -> child.alive() && process() != process);
    }

    @Test
    void aStoppedChildStaysStopped() throws Exception {
        child.start();
        Process process = process();
        child.ask();
        child.awaitEnd(PATIENCE);
        assertThat(process.isAlive()).isFalse();
        child.start();
        assertThat(child.alive()).isFalse();
    }

    @Test
    void aChildAskedToEndBeforeItsStartDoesNotStart() throws Exception {
        child.ask();
        child.start();
        child.awaitEnd(PATIENCE);
        assertThat(child.process()).isNull();
    }

    /// Whoever writes down what runs looks at all children, in the middle of a start too.
    @Test
    void aChildCanBeLookedAtWhileItStarts() throws Exception {
        CountDownLatch looked = new CountDownLatch(1);
        Child slow = new Child(
                "slow",
                "slow",
                1,
                dir.resolve("slow.log"),
                () -> {
                    assertThat(waited(looked)).isTrue();
                    return new ProcessBuilder("true").start();
                },
                () -> {});
        CompletableFuture<Void> starts = CompletableFuture.runAsync(() -> start(slow));
        Child other = new Child(
                "other", "other", 1, dir.resolve("other.log"), () -> new ProcessBuilder("true").start(), () -> {
                    assertThat(slow.alive()).isFalse();
                    looked.countDown();
                });
        other.start();
        starts.get(10, TimeUnit.SECONDS);
        slow.release();
        other.release();
    }

    @Test
    void oneThatDoesNotListenIsEndedByForce() throws Exception {
        child = child("trap '' TERM; echo deaf; while true; do sleep 1; done");
        child.start();
        await().until(() -> Files.readString(child.log()).contains("deaf"));
        child.ask();
        child.awaitEnd(Duration.ofMillis(300));
        assertThat(child.alive()).isFalse();
    }

    @Test
    void leftoversOfAKilledLauncherAreStopped() throws Exception {
        child.start();
        Process process = process();
        running().write(List.of(child));
        assertThat(Files.readString(dir.resolve("running.json"))).contains("\"pid\" : " + process.pid());
        child.release();
        running().stopLeftovers();
        assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(dir.resolve("running.json")).doesNotExist();
    }

    @Test
    void aProcessThatOnlyHasTheSameIdIsLeftAlone() throws Exception {
        child.start();
        running().write(List.of(child));
        Path file = dir.resolve("running.json");
        ObjectNode json = (ObjectNode) Wire.mapper().readTree(Files.readString(file));
        ((ObjectNode) json.path("children").path(0)).put("started", "2001-01-01T00:00:00Z");
        Files.writeString(file, json.toString());
        running().stopLeftovers();
        assertThat(child.alive()).isTrue();
        assertThat(file).doesNotExist();
    }

    private Duration pauseAfterAKill() {
        Process process = process();
        process.destroyForcibly();
        long begin = System.nanoTime();
        await().atMost(PATIENCE).until(() -> child.alive() && process() != process);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private Child child(String script) {
        return Child.of("kid", "kid", 1, dir.resolve("kid.log"), List.of("bash", "-c", script), () -> {});
    }

    private static void start(Child child) {
        try {
            child.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean waited(CountDownLatch latch) {
        try {
            return latch.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Process process() {
        return Objects.requireNonNull(child.process());
    }

    private RunningFile running() throws IOException {
        Setup setup = Setup.of(Map.of(), dir.resolve("none"));
        Plan plan = Plan.of(setup, dir, dir, 21_800, 1);
        return new RunningFile(plan, Doors.of(setup, plan));
    }
}
