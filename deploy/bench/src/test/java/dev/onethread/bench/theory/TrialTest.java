package dev.onethread.bench.theory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrialTest {
    private static final Experiment QUEUE =
            new Experiments(Path.of("scenarios")).all().getFirst();

    private static List<Verdict> run(Experiment experiment, long seed, int threads) throws InterruptedException {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            return new Trial(experiment, seed, 0.9999, pool, 2).run(what -> {});
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2026})
    void theEngineMeetsErlangsFigures(long seed) throws InterruptedException {
        List<Verdict> verdicts = run(QUEUE, seed, 2);
        assertThat(verdicts).hasSize(2).allMatch(Verdict::holds);
        assertThat(verdicts)
                .allSatisfy(verdict -> assertThat(verdict.interval().halfWidth())
                        .isLessThanOrEqualTo(0.025 * verdict.mark().value()));
    }

    @Test
    void aFigureThatIsNotTheEnginesIsMissed() throws InterruptedException {
        Mark delayed = QUEUE.marks().getFirst();
        Experiment wrong = new Experiment(
                "wrong",
                QUEUE.scenario(),
                QUEUE.controls(),
                QUEUE.most(),
                List.of(
                        Mark.is("five per cent too much", delayed.value() * 1.05, delayed.measure()),
                        Mark.atMost("five per cent too little", delayed.value() * 0.95, delayed.measure())));
        assertThat(run(wrong, 1, 2)).noneMatch(Verdict::holds);
    }

    @Test
    void aSeedSaysItAllHoweverManyThreadsThereAre() throws InterruptedException {
        Experiment few = new Experiment("few", QUEUE.scenario(), QUEUE.controls(), 6, QUEUE.marks());
        assertThat(run(few, 7, 1)).isEqualTo(run(few, 7, 3));
    }

    @Test
    void everyScenarioCanBeRead() {
        List<String> names = new ArrayList<>();
        new Experiments(Path.of("scenarios")).all().forEach(each -> names.add(each.name()));
        assertThat(names).hasSize(11).doesNotHaveDuplicates();
    }
}
