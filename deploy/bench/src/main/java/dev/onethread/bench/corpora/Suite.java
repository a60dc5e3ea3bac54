package dev.onethread.bench.corpora;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onethread.bench.Figure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// One file of cases and what is asked of them.
interface Suite {
    /// The file's name without `.jsonl`.
    String name();

    /// Reads one case with the production code and compares.
    ///
    /// @param folder where the case's file lies, if it names one
    Verdict judge(JsonNode line, Path folder) throws IOException;

    /// The figures of all verdicts with their marks, each the most it may be.
    List<Figure> figures(List<Verdict> verdicts);

    /// `read` is what was read, in the fields of the suite; `faults` name the fields that differ; `counted` says for
    /// which of the figures the case counts; `seconds` is processor time.
    record Verdict(String id, ObjectNode read, List<String> faults, List<String> counted, double seconds) {
        boolean right() {
            return faults.isEmpty();
        }
    }

    /// Share of the cases counted under `group` that have a fault which `matters`, in percent.
    static Figure wrong(
            String name,
            List<Verdict> verdicts,
            String group,
            java.util.function.Predicate<String> matters,
            double atMost) {
        List<Verdict> asked =
                verdicts.stream().filter(one -> one.counted().contains(group)).toList();
        long wrong = asked.stream()
                .filter(one -> one.faults().stream().anyMatch(matters))
                .count();
        double percent = asked.isEmpty() ? 0 : 100.0 * wrong / asked.size();
        return Figure.atMost(atMost, name + " (" + wrong + " of " + asked.size() + ")", percent, "%");
    }
}
