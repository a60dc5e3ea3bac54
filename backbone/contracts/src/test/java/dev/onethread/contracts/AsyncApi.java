package dev.onethread.contracts;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// The AsyncAPI 3.0 document that the code stands for. [#main] writes `asyncapi.yaml`; the test compares.
final class AsyncApi {
    static final Path FILE = Path.of("asyncapi.yaml");

    static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                    .build())
            .build();

    private static final Map<Topic, List<String>> ABOUT = Map.ofEntries(
            Map.entry(Topic.MESSAGES_RECEIVED, List.of("address", "What a channel's door took in from a customer.")),
            Map.entry(Topic.DESK_COMMANDS, List.of("pool", "What a pool's dispatcher is asked to do.")),
            Map.entry(Topic.CONVERSATION_EVENTS, List.of("conversation", "What became of a conversation.")),
            Map.entry(Topic.CUSTOMER_EVENTS, List.of("customer", "What is known of a customer.")),
            Map.entry(Topic.DESK_EVENTS, List.of("pool", "What a pool's dispatcher tells.")),
            Map.entry(Topic.REPLIES_REQUESTED, List.of("address", "What is to be sent to a customer.")),
            Map.entry(Topic.DELIVERY_REPORTS, List.of("conversation", "What became of a reply on its channel.")),
            Map.entry(Topic.WEBCHAT_DELIVERIES, List.of("visitor", "What must reach a visitor's screen.")),
            Map.entry(
                    Topic.INBOX_CHANGES, List.of("conversation, agent, desk or command", "Wakes the agents' screens.")),
            Map.entry(Topic.WEBCHAT_SCREENS, List.of("visitor", "Wakes a visitor's sockets.")),
            Map.entry(Topic.SETTINGS, List.of("kind/id", "What its owner has decided, as it stands now.")),
            Map.entry(Topic.SIGNALS, List.of("address", "Typing and seen; at most once.")),
            Map.entry(
                    Topic.PRIVACY_REQUESTS,
                    List.of("customer", "What is to be done with all that is held of a customer.")),
            Map.entry(Topic.PRIVACY_REPORTS, List.of("request", "What a service has done of it.")));

    private final Map<String, Object> schemas = new TreeMap<>();

    private AsyncApi() {}

    static void main() throws IOException {
        Files.writeString(FILE, YAML.writeValueAsString(document()));
    }

    static Map<String, Object> document() {
        return new AsyncApi().build();
    }

    /// The element type of a list component, the component's own type otherwise.
    static Class<?> element(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType generic
                ? (Class<?>) generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1]
                : component.getType();
    }

    private Map<String, Object> build() {
        Map<String, Object> channels = new LinkedHashMap<>();
        for (Topic topic : Topic.values()) {
            channels.put(topic.name(), channel(topic));
        }
        channels.put("DEAD", dead());
        Map<String, Object> messages = new LinkedHashMap<>();
        for (Class<? extends Event> type : EventTypes.all()) {
            messages.put(type.getSimpleName(), message(type));
        }
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put("Headers", headers(false));
        headers.put("PositionedHeaders", headers(true));
        schemas.putAll(headers);
        return ordered(
                "asyncapi",
                "3.0.0",
                "info",
                ordered(
                        "title",
                        "Onethread",
                        "version",
                        "1",
                        "description",
                        "What travels between the services. Names on the broker begin with the installation's prefix."),
                "defaultContentType",
                Wire.JSON,
                "channels",
                channels,
                "components",
                ordered("messages", messages, "schemas", schemas));
    }

    private Map<String, Object> channel(Topic topic) {
        Map<String, Object> messages = new LinkedHashMap<>();
        for (Class<? extends Event> type : EventTypes.all()) {
            if (topic.carries().isAssignableFrom(type)) {
                messages.put(type.getSimpleName(), ref("messages", type.getSimpleName()));
            }
        }
        List<String> about = ABOUT.getOrDefault(topic, List.of("", ""));
        boolean compacted = topic.kept() == Topic.Kept.COMPACTED;
        return ordered(
                "address",
                topic.title(),
                "description",
                about.get(1),
                "x-key",
                about.get(0),
                "x-positioned",
                topic.positioned(),
                "messages",
                messages,
                "bindings",
                kafka(compacted ? "compact" : "delete", topic.kept().millis()));
    }

    private static Map<String, Object> dead() {
        return ordered(
                "address",
                "{topic}.dead",
                "description",
                "What could not be handled of a topic.",
                "x-key",
                "as the source",
                "x-positioned",
                false,
                "parameters",
                ordered(
                        "topic",
                        ordered(
                                "enum",
                                Arrays.stream(Topic.values()).map(Topic::title).toList())),
                "messages",
                ordered("Unhandled", ref("messages", "Unhandled")),
                "bindings",
                kafka("delete", Topic.Kept.MONTH.millis()));
    }

    private static Map<String, Object> kafka(String policy, long millis) {
        return ordered(
                "kafka",
                ordered(
                        "topicConfiguration",
                        ordered("cleanup.policy", List.of(policy), "retention.ms", millis),
                        "bindingVersion",
                        "0.5.0"));
    }

    private Map<String, Object> message(Class<? extends Event> type) {
        return ordered(
                "name",
                Wire.TYPE_PREFIX + type.getSimpleName(),
                "x-version",
                EventTypes.versionOf(type),
                "headers",
                ref("schemas", positioned(type) ? "PositionedHeaders" : "Headers"),
                "payload",
                schema(type));
    }

    private static boolean positioned(Class<? extends Event> type) {
        return Arrays.stream(Topic.values())
                .anyMatch(topic -> topic.positioned() && topic.carries().isAssignableFrom(type));
    }

    private static Map<String, Object> headers(boolean positioned) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String text : List.of(
                Wire.ID, Wire.SOURCE, Wire.TYPE, Wire.TIME, Wire.SPEC_VERSION, Wire.DATA_VERSION, Wire.CONTENT_TYPE)) {
            fields.put(text, ordered("type", "string"));
        }
        List<String> required = new ArrayList<>(fields.keySet());
        if (positioned) {
            fields.put(Wire.SEQUENCE, ordered("type", "string", "pattern", "^[1-9][0-9]*$"));
            required.add(Wire.SEQUENCE);
        }
        fields.put(Wire.REPLAY_OF, ordered("type", "string"));
        return ordered("type", "object", "required", required, "properties", fields);
    }

    private Map<String, Object> schema(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            Map<String, Object> inner = schema(arguments[arguments.length - 1]);
            return generic.getRawType() == Map.class
                    ? ordered("type", "object", "additionalProperties", inner)
                    : ordered("type", "array", "items", inner);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            List<String> names = Arrays.stream(plain.getEnumConstants())
                    .map(Object::toString)
                    .toList();
            return named(plain, ordered("type", "string", "enum", names));
        }
        if (plain.isRecord()) {
            return isId(plain) ? named(plain, schema(plain.getRecordComponents()[0].getGenericType())) : object(plain);
        }
        return plain.isSealed() ? forms(plain) : scalar(plain);
    }

    private Map<String, Object> object(Class<?> record) {
        if (schemas.containsKey(nameOf(record))) {
            return ref("schemas", nameOf(record));
        }
        return named(record, fields(record, null));
    }

    private Map<String, Object> fields(Class<?> record, @org.jspecify.annotations.Nullable String form) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        if (form != null) {
            properties.put("state", ordered("type", "string", "const", form));
            required.add("state");
        }
        for (RecordComponent component : record.getRecordComponents()) {
            properties.put(component.getName(), schema(component.getGenericType()));
            if (!Shapes.optional(component)) {
                required.add(component.getName());
            }
        }
        return ordered("type", "object", "required", required, "properties", properties);
    }

    private Map<String, Object> forms(Class<?> sealed) {
        if (schemas.containsKey(nameOf(sealed))) {
            return ref("schemas", nameOf(sealed));
        }
        List<Object> forms = new ArrayList<>();
        if (sealed.getAnnotation(JsonTypeInfo.class).use() == JsonTypeInfo.Id.DEDUCTION) {
            // Named before its forms are looked at: they may hold it again.
            Map<String, Object> reference = named(sealed, ordered("oneOf", forms));
            for (JsonSubTypes.Type form :
                    sealed.getAnnotation(JsonSubTypes.class).value()) {
                forms.add(object(form.value()));
            }
            return reference;
        }
        for (JsonSubTypes.Type form : sealed.getAnnotation(JsonSubTypes.class).value()) {
            forms.add(named(form.value(), fields(form.value(), form.name())));
        }
        String discriminator = sealed.getAnnotation(JsonTypeInfo.class).property();
        return named(sealed, ordered("discriminator", discriminator, "oneOf", forms));
    }

    private Map<String, Object> named(Class<?> type, Map<String, Object> schema) {
        schemas.put(nameOf(type), schema);
        return ref("schemas", nameOf(type));
    }

    /// Events go by their own name; what belongs to another type goes by both, since several have a `Kind`.
    private static String nameOf(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        boolean event = Event.class.isAssignableFrom(type);
        return event || outer == null ? type.getSimpleName() : outer.getSimpleName() + "." + type.getSimpleName();
    }

    private static boolean isId(Class<?> record) {
        return record.getRecordComponents().length == 1
                && Arrays.stream(record.getDeclaredFields())
                        .anyMatch(field -> field.isAnnotationPresent(com.fasterxml.jackson.annotation.JsonValue.class));
    }

    private static Map<String, Object> scalar(Class<?> type) {
        if (type == UUID.class) {
            return ordered("type", "string", "format", "uuid");
        }
        if (type == Instant.class) {
            return ordered("type", "string", "format", "date-time");
        }
        if (type == byte[].class) {
            return ordered("type", "string", "contentEncoding", "base64");
        }
        if (type == boolean.class || type == Boolean.class) {
            return ordered("type", "boolean");
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            boolean small = type == int.class || type == Integer.class;
            return ordered("type", "integer", "format", small ? "int32" : "int64");
        }
        if (type == String.class) {
            return ordered("type", "string");
        }
        throw new IllegalStateException("no schema for " + type);
    }

    private static Map<String, Object> ref(String section, String name) {
        return ordered("$ref", "#/components/" + section + "/" + name);
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
