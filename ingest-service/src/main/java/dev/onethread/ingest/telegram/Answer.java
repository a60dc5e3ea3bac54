package dev.onethread.ingest.telegram;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An answer to getUpdates, cut into its updates without understanding them.
record Answer(List<Piece> pieces) {
    /// Only the cutting is free of limits: it keeps no tree. What is cut out is read under the usual ones.
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(1_000_000)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(1_000_000)
                    .build())
            .build();

    /// One update; `id` is null where it has none that fits an update id.
    record Piece(@Nullable Integer id, String json) {}

    /// @throws IOException where the answer as a whole is no answer of a Bot API server
    static Answer cut(String answer) throws IOException {
        try (JsonParser parser = JSON.createParser(answer)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("the answer to getUpdates is no object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                if (field.equals("result") && value == JsonToken.START_ARRAY) {
                    return new Answer(pieces(parser, answer));
                }
                parser.skipChildren();
            }
            throw new IOException("the answer to getUpdates has no result");
        }
    }

    /// One update that came alone. What is no JSON has no id and is kept as it is.
    static Piece piece(String update) {
        try (JsonParser parser = JSON.createParser(update)) {
            return new Piece(parser.nextToken() == JsonToken.START_OBJECT ? idAndSkip(parser) : null, update);
        } catch (IOException e) {
            return new Piece(null, update);
        }
    }

    private static List<Piece> pieces(JsonParser parser, String answer) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            int from = (int) parser.currentTokenLocation().getCharOffset();
            Integer id = null;
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                id = idAndSkip(parser);
            } else {
                parser.skipChildren();
            }
            int to = Math.max(from, (int) parser.currentLocation().getCharOffset());
            pieces.add(new Piece(id, answer.substring(from, to)));
        }
        return pieces;
    }

    private static @Nullable Integer idAndSkip(JsonParser parser) throws IOException {
        Integer id = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            boolean updateId = "update_id".equals(parser.currentName());
            JsonToken value = parser.nextToken();
            if (updateId && value == JsonToken.VALUE_NUMBER_INT) {
                id = small(parser.getText());
            }
            parser.skipChildren();
        }
        return id;
    }

    private static @Nullable Integer small(String digits) {
        try {
            int id = Integer.parseInt(digits);
            return id > 0 && id < Integer.MAX_VALUE ? id : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
