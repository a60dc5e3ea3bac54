package dev.onethread.routing.regex;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.onethread.routing.core.TextPattern;
import dev.onethread.routing.core.TextPatterns;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.MatchResult;

/// RE2 expressions: no back references and no looking around, and so never more than time linear in the text.
@ApplicationScoped
public class LinearPatterns implements TextPatterns {
    /// Characters of an expression.
    private static final int LENGTH = 500;
    /// Instructions of what it is compiled to: time per character is linear in them, too.
    private static final int PROGRAM = 5_000;
    /// Counted repetitions multiply when they are nested; so many in all are still compiled in a moment.
    private static final int REPETITIONS = 1_000;

    private static final java.util.regex.Pattern COUNTED =
            java.util.regex.Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?}");

    private record Compiled(String written, Pattern pattern) implements TextPattern {
        @Override
        public boolean in(String text) {
            return pattern.matcher(text).find();
        }
    }

    @Override
    public TextPattern of(String written) {
        if (written.length() > LENGTH) {
            throw new IllegalArgumentException("longer than " + LENGTH + " characters");
        }
        // Before it is compiled: the product of all counts is the most that nesting can make of one character.
        long repetitions = COUNTED.matcher(written)
                .results()
                .mapToLong(LinearPatterns::most)
                .reduce(1, (all, one) -> Math.min(Integer.MAX_VALUE, all * Math.max(1, one)));
        if (repetitions > REPETITIONS) {
            throw new IllegalArgumentException("its repetitions multiply to more than " + REPETITIONS);
        }
        Pattern pattern;
        try {
            pattern = Pattern.compile(written, Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(e.getDescription(), e);
        }
        if (pattern.programSize() > PROGRAM) {
            throw new IllegalArgumentException("too large once it is compiled");
        }
        if (pattern.matcher("").find()) {
            throw new IllegalArgumentException("it matches nothing at all, and so everywhere");
        }
        return new Compiled(written, pattern);
    }

    private static long most(MatchResult counted) {
        String upper = counted.group(2);
        return Long.parseLong(upper == null || upper.isEmpty() ? counted.group(1) : upper);
    }
}
