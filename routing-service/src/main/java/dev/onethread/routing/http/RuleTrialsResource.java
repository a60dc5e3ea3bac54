package dev.onethread.routing.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.core.Languages;
import dev.onethread.routing.core.Rule;
import dev.onethread.routing.core.Rules;
import dev.onethread.routing.core.Ruling;
import dev.onethread.routing.core.TextPatterns;
import dev.onethread.routing.json.Faults;
import dev.onethread.routing.json.RuleReader;
import dev.onethread.routing.kafka.CurrentRules;
import dev.onethread.routing.postgres.RuleSets;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tries rules, saved or not, on a message and on what came lately. Nothing is kept and nothing happens.
@Path("/rule-trials")
@RunOnVirtualThread
public class RuleTrialsResource {
    private final Changes changes;
    private final RuleSets sets;
    private final CurrentRules current;
    private final NamesNow names;
    private final TextPatterns patterns;
    private final Languages languages;
    private final LastDays lastDays;

    RuleTrialsResource(
            Changes changes,
            RuleSets sets,
            CurrentRules current,
            NamesNow names,
            TextPatterns patterns,
            Languages languages,
            LastDays lastDays) {
        this.changes = changes;
        this.sets = sets;
        this.current = current;
        this.names = names;
        this.patterns = patterns;
        this.languages = languages;
        this.lastDays = lastDays;
    }

    /// `version` is the saved set's, whether it was tried or stood beside what was tried.
    record Trial(
            long version,
            Instant at,
            TrialViews.VerdictView verdict,
            List<TrialViews.JudgedView> rules,
            TrialViews.@Nullable PastView past) {}

    private record Tried(long version, Instant now, Rules saved, Rules tried) {}

    @POST
    @RolesAllowed({"agent", "supervisor", "admin"})
    public Trial post(@NotNull @Valid TrialForm form) {
        Tried tried = changes.read(tx -> tried(tx, form.rules()));
        Instant at = form.moment(tried.now());
        var message = form.message(at);
        var writer = form.writer(at);
        Languages told = form.languages(languages);
        Ruling verdict = tried.tried().judge(message, writer, at, told);
        Integer days = form.days();
        return new Trial(
                tried.version(),
                at,
                TrialViews.VerdictView.of(verdict, told.of(message.body().text())),
                tried.tried().trace(message, writer, at, told).stream()
                        .map(TrialViews.JudgedView::of)
                        .toList(),
                days == null
                        ? null
                        : lastDays.compare(
                                tried.saved(), tried.tried(), days, tried.now().minus(Duration.ofDays(days))));
    }

    private Tried tried(Tx tx, @Nullable JsonNode unsaved) {
        RuleSets.RuleSet set = sets.current(tx);
        CurrentRules.Reading reading = current.read(tx);
        if (unsaved == null || unsaved.isNull()) {
            return new Tried(set.version(), reading.now(), reading.rules(), reading.rules());
        }
        Faults faults = new Faults();
        List<Rule> rules = new RuleReader(patterns, names.in(tx), faults).rules(unsaved, "rules");
        Faulty.refuse(faults, "rule-invalid");
        return new Tried(set.version(), reading.now(), reading.rules(), current.with(tx, rules));
    }
}
