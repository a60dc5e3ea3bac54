package dev.onethread.ingest.postgres;

import dev.onethread.delivery.Database;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What supervisors have decided of bots.
@ApplicationScoped
public class BotSettings {
    private static final String GROUPS = "SELECT groups FROM bot_setting WHERE bot = $1";
    private static final String DECIDE = """
            INSERT INTO bot_setting (bot, groups) VALUES ($1, $2)
            ON CONFLICT (bot) DO UPDATE SET groups = excluded.groups""";
    private static final String ANSWERS = "SELECT command, ru, en FROM bot_answer WHERE bot = $1 ORDER BY command";
    private static final String ANSWER = "SELECT command, ru, en FROM bot_answer WHERE bot = $1 AND command = $2";
    private static final String SAVE = """
            INSERT INTO bot_answer (bot, command, ru, en) VALUES ($1, $2, $3, $4)
            ON CONFLICT (bot, command) DO UPDATE SET ru = excluded.ru, en = excluded.en""";
    private static final String FORGET = "DELETE FROM bot_answer WHERE bot = $1 AND command = $2";

    /// Groups talk much: how long what was decided of them may be old.
    private static final long FRESH = Duration.ofSeconds(3).toNanos();

    private final Database database;
    private final Map<String, Decided> decided = new ConcurrentHashMap<>();

    BotSettings(Database database) {
        this.database = database;
    }

    private record Decided(@Nullable Boolean groups, long at) {}

    /// What a bot answers to a command; one of the texts may be absent.
    public record Answer(
            String command, @Nullable String ru, @Nullable String en) {
        /// In the reader's language if there is a text in it.
        public String in(@Nullable String language) {
            boolean russian = language != null
                    && language.toLowerCase(java.util.Locale.ROOT).startsWith("ru");
            String first = russian ? ru : en;
            return first != null ? first : String.valueOf(russian ? en : ru);
        }
    }

    /// Whether groups are customers of a bot; `configured` where nobody has decided.
    public boolean groups(String bot, boolean configured) {
        Decided known = decided.get(bot);
        if (known == null || System.nanoTime() - known.at() > FRESH) {
            Boolean now = null;
            for (Row row : database.query(GROUPS, bot)) {
                now = row.getBoolean("groups");
            }
            known = new Decided(now, System.nanoTime());
            decided.put(bot, known);
        }
        return known.groups() == null ? configured : known.groups();
    }

    public void decide(String bot, boolean groups) {
        database.query(DECIDE, bot, groups);
        decided.remove(bot);
    }

    public List<Answer> answers(String bot) {
        List<Answer> answers = new ArrayList<>();
        database.query(ANSWERS, bot).forEach(row -> answers.add(answer(row)));
        return answers;
    }

    public Optional<Answer> answer(String bot, String command) {
        for (Row row : database.query(ANSWER, bot, command)) {
            return Optional.of(answer(row));
        }
        return Optional.empty();
    }

    public void save(String bot, Answer answer) {
        database.query(SAVE, bot, answer.command(), answer.ru(), answer.en());
    }

    public void forget(String bot, String command) {
        database.query(FORGET, bot, command);
    }

    private static Answer answer(Row row) {
        return new Answer(row.getString("command"), row.getString("ru"), row.getString("en"));
    }
}
