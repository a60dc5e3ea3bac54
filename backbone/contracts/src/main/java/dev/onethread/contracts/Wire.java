package dev.onethread.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How an event becomes bytes: JSON, with type and version in CloudEvents headers (Kafka protocol binding 1.0, binary
/// content mode). Unknown fields are ignored, missing ones refused.
public final class Wire {
    public static final String ID = "ce_id";
    public static final String SOURCE = "ce_source";
    public static final String TYPE = "ce_type";
    public static final String TIME = "ce_time";
    public static final String SPEC_VERSION = "ce_specversion";
    public static final String DATA_VERSION = "ce_dataversion";
    /// The gapless position within key and source, decimal.
    public static final String SEQUENCE = "ce_sequence";
    /// Set on a replay: the dead letter's id.
    public static final String REPLAY_OF = "ce_replayof";
    public static final String CONTENT_TYPE = "content-type";
    public static final String JSON = "application/json";
    /// What the type header's value begins with; the event's name follows.
    public static final String TYPE_PREFIX = "dev.onethread.";

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    private Wire() {}

    /// The mapper for events, shared so that everything stored or shown has one form. Do not change it.
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    public static byte[] bytes(Event event) {
        try {
            return MAPPER.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event always has a JSON form", e);
        }
    }

    /// The value of the type header.
    public static String type(Event event) {
        return TYPE_PREFIX + EventTypes.nameOf(event);
    }

    /// Reads an event.
    /// @throws Unreadable naming what is wrong, without repeating content
    public static Event read(@Nullable String type, @Nullable String version, byte @Nullable [] value)
            throws Unreadable {
        if (type == null || !type.startsWith(TYPE_PREFIX)) {
            throw new Unreadable("the type header is missing or not ours");
        }
        Class<? extends Event> record = EventTypes.named(type.substring(TYPE_PREFIX.length()));
        if (record == null) {
            throw new Unreadable("unknown event type");
        }
        if (version != null && !version.equals(Integer.toString(EventTypes.versionOf(record)))) {
            throw new Unreadable("unknown version of " + record.getSimpleName());
        }
        if (value == null) {
            throw new Unreadable("no value");
        }
        try {
            Event event = MAPPER.readValue(value, record);
            if (event == null) {
                throw new Unreadable("the value is null");
            }
            return event;
        } catch (IOException e) {
            throw new Unreadable("not a " + record.getSimpleName() + ": " + reason(e));
        }
    }

    /// Only our own words and field names: Jackson's messages repeat what a customer wrote.
    private static String reason(IOException e) {
        if (!(e instanceof JsonMappingException mapping)) {
            return e instanceof JsonProcessingException
                    ? "not JSON"
                    : e.getClass().getSimpleName();
        }
        String where = mapping.getPath().stream()
                .map(step -> step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName())
                .collect(Collectors.joining("."));
        if (mapping.getCause() instanceof IllegalArgumentException refused) {
            return refused.getMessage() + (where.isEmpty() ? "" : " at " + where);
        }
        return where.isEmpty() ? "not of its form" : "missing or not of its form: " + where;
    }

    /// A value that is no event of ours.
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        public Unreadable(String reason) {
            super(reason);
        }
    }
}
