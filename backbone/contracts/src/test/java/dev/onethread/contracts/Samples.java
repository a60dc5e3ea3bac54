package dev.onethread.contracts;

import java.lang.reflect.Constructor;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Makes an event with every field set, from what its fields are called. Used once per event, to write its
/// golden file.
final class Samples {
    private static final Instant MORNING = Instant.parse("2026-11-21T10:15:30.123456Z");

    private static final Map<String, String> TEXTS = Map.ofEntries(
            Map.entry("Address.value", "anna.petrova@example.com"),
            Map.entry("Door.name", "help@shop.example"),
            Map.entry("MessageId.value", "mail:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
            Map.entry("Visitor.value", "v_3Yk0f9QmT1uWb7Zx"),
            Map.entry("AgentId.value", "anna"),
            Map.entry("DeskId.value", "support"),
            Map.entry("PoolId.value", "main"),
            Map.entry("SkillId.value", "billing"),
            Map.entry("service", "ticket-service"),
            Map.entry("Count.what", "entry"),
            Map.entry("Author.name", "Анна Петрова"),
            Map.entry("Author.username", "anna_p"),
            Map.entry("language", "ru"),
            Map.entry("Body.text", "Здравствуйте! Where is my order №1042?\nThank you"),
            Map.entry("subject", "Re: Order №1042"),
            Map.entry("Body.quoted", "On Fri, 20 Nov 2026 at 18:02, Shop wrote:\n> It has been sent."),
            Map.entry("BlobRef.name", "q7Zx0vJ2nT5cR8sLwY4aKd"),
            Map.entry("BlobRef.sha256", "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"),
            Map.entry("Attachment.name", "invoice 1042.pdf"),
            Map.entry("Attachment.mediaType", "application/pdf"),
            Map.entry("Attachment.missing", "over the size limit"),
            Map.entry("Attachment.contentId", "part1.invoice@example.com"),
            Map.entry("Attachment.detail", "{\"pages\":2}"),
            Map.entry("channelMessage", "<CAF=order1042@mail.example.com>"),
            Map.entry("replyTo", "<sent-1041@shop.example>"),
            Map.entry("MailThread.messageId", "<CAF=order1042@mail.example.com>"),
            Map.entry("originalMessageId", "<sent-1041@shop.example>"),
            Map.entry("MailThread.references", "<sent-1040@shop.example>"),
            Map.entry("status", "5.1.1"),
            Map.entry("SetPresence.status", "lunch"),
            Map.entry("AgentNoted.status", "lunch"),
            Map.entry("AgentNoted.cause", "silent"),
            Map.entry("HandOverConfirmed.refused", "desk-unknown"),
            Map.entry("StatusSetting.status", "lunch"),
            Map.entry("nameRu", "Обед"),
            Map.entry("nameEn", "Lunch"),
            Map.entry("tags", "delivery"),
            Map.entry("diagnostic", "550 5.1.1 no such user"),
            Map.entry("reactions", "👍"),
            Map.entry("data", "rate:5"),
            Map.entry("kind", "my_chat_member"),
            Map.entry("agentName", "Anna"),
            Map.entry("answers", "4711"),
            Map.entry("Failed.code", "blocked"),
            Map.entry("Failed.detail", "Forbidden: bot was blocked by the user"),
            Map.entry("CommandRefused.reason", "not-waiting"),
            Map.entry("CommandAnswered.refused", "not-waiting"),
            Map.entry("AddressBlocked.reason", "bot was blocked by the user"),
            Map.entry("AddressStateChanged.reason", "blocked"),
            Map.entry("AddressLinked.reason", "blocked"),
            Map.entry("ConversationReopened.reason", "another Anna"),
            Map.entry("ConversationSeparated.reason", "another Anna"),
            Map.entry("Grounds.detail", "anna.petrova@example.com"),
            Map.entry("Proof.value", "anna.petrova@example.com"),
            Map.entry("link", "https://shop.example/chat/confirmations/hV8s"),
            Map.entry("UnreadablePlaced.reason", "body is missing"),
            Map.entry("Triage.rules", "keyword-billing"),
            Map.entry("title", "Shop help desk"),
            Map.entry("name", "Anna Petrova"),
            Map.entry("DeskSetting.name", "Support"),
            Map.entry("SkillSetting.name", "Billing"),
            Map.entry("Span.target", "https://shop.example/orders/1042"),
            Map.entry("Card.title", "Shop on Nevsky"),
            Map.entry("Card.text", "Nevsky 1"),
            Map.entry("Card.latitude", "59.9343"),
            Map.entry("Card.longitude", "30.3351"),
            Map.entry("Card.phone", "+79990001042"),
            Map.entry("Line.text", "Open until nine"),
            Map.entry("Author.id", "1042"),
            Map.entry("album", "13579"),
            Map.entry("Answered.author", "Shop"),
            Map.entry("Answered.text", "It has been sent."),
            Map.entry("Origin.name", "Boris"),
            Map.entry("Origin.username", "boris_k"),
            Map.entry("Group.topic", "Deliveries"),
            Map.entry("choice", "choice:1"),
            Map.entry("realm", "shop"),
            Map.entry("externalId", "customer-1042"),
            Map.entry("Signed.mail", "anna.petrova@example.com"),
            Map.entry("Signed.phone", "+79990001042"),
            Map.entry("Signed.key", "2026-11"),
            Map.entry("Typed.mail", "anna@example.com"),
            Map.entry("Typed.phone", "8 999 000-10-42"),
            Map.entry("Typed.telegram", "@anna_p"),
            Map.entry("Visit.topic", "order"),
            Map.entry("page", "https://shop.example/orders"),
            Map.entry("referrer", "https://shop.example/"),
            Map.entry("invitation", "order-1042"),
            Map.entry("label", "Good"),
            Map.entry("words", "Anna joined"),
            Map.entry("about", "<sent-1041@shop.example>"),
            Map.entry("to", "help@shop.example"),
            Map.entry("cc", "Boris <boris@example.com>"),
            Map.entry("Letterhead.replyTo", "anna.petrova@example.com"),
            Map.entry("url", "https://shop.example/"),
            Map.entry("Unhandled.topic", "messages.received"),
            Map.entry("Unhandled.key", "mail:anna.petrova@example.com"),
            Map.entry("Unhandled.consumer", "routing"),
            Map.entry("Unhandled.reason", "unknown event type"));

    private static final Map<String, Long> NUMBERS = Map.ofEntries(
            Map.entry("level", 3L),
            Map.entry("priority", 50L),
            Map.entry("weight", 2L),
            Map.entry("attempt", 2L),
            Map.entry("place", 7L),
            Map.entry("upTo", 7L),
            Map.entry("size", 48_213L),
            Map.entry("capacity", 5L),
            Map.entry("load", 3L),
            Map.entry("waiting", 4L),
            Map.entry("available", 2L),
            Map.entry("seconds", 40L),
            Map.entry("expectedSeconds", 240L),
            Map.entry("spreadSeconds", 80L),
            Map.entry("conversations", 2L),
            Map.entry("limit", 3L),
            Map.entry("excess", 1L),
            Map.entry("from", 0L),
            Map.entry("length", 12L),
            Map.entry("count", 3L),
            Map.entry("width", 1280L),
            Map.entry("height", 960L));

    private static final Map<Class<?>, Enum<?>> CHOICES =
            Map.of(Channel.class, Channel.MAIL, Attachment.Kind.class, Attachment.Kind.DOCUMENT);

    private final Class<?> variant;

    private Samples(Class<?> variant) {
        this.variant = variant;
    }

    /// An event with all fields set; where a field is sealed, it is a `variant`.
    static Event of(Class<? extends Event> type, Class<?> variant) {
        return (Event) new Samples(variant).record(type);
    }

    private Object record(Class<?> type) {
        try {
            List<Object> values = new ArrayList<>();
            for (RecordComponent component : type.getRecordComponents()) {
                values.add(value(type, component.getName(), component.getGenericType()));
            }
            Class<?>[] parameters = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            Constructor<?> constructor = type.getDeclaredConstructor(parameters);
            return constructor.newInstance(values.toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no sample for " + type.getSimpleName(), e);
        }
    }

    private Object value(Class<?> owner, String name, Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == Map.class
                    ? Map.of(Wire.TYPE, "dev.onethread.Unheard", Wire.ID, "4711")
                    : List.of(value(owner, name, generic.getActualTypeArguments()[0]));
        }
        if (type instanceof GenericArrayType || type == byte[].class) {
            return "{\"not\":\"ours\"}".getBytes(StandardCharsets.UTF_8);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == String.class) {
            return text(owner, name);
        }
        if (plain == Instant.class) {
            return MORNING.plus(Duration.ofSeconds(name.length()));
        }
        if (plain == UUID.class) {
            return UUID.nameUUIDFromBytes(owner.getSimpleName().getBytes(StandardCharsets.UTF_8));
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return true;
        }
        if (plain.isEnum()) {
            return CHOICES.getOrDefault(plain, (Enum<?>) plain.getEnumConstants()[0]);
        }
        if (plain == Requirement.class) {
            return requirement();
        }
        if (plain.isSealed()) {
            return record(variant);
        }
        return plain.isRecord() ? record(plain) : number(name, plain);
    }

    /// Every form of it.
    private static Requirement requirement() {
        Requirement german = new Requirement.HasSkill(new SkillId("lang-de"), 2);
        Requirement billing = new Requirement.HasSkill(new SkillId("billing"), 3);
        Requirement trainee = new Requirement.Not(new Requirement.HasSkill(new SkillId("trainee"), 1));
        return new Requirement.All(List.of(new Requirement.Any(List.of(billing, german)), trainee));
    }

    private static Object text(Class<?> owner, String name) {
        String text = TEXTS.getOrDefault(owner.getSimpleName() + "." + name, TEXTS.get(name));
        if (text == null) {
            throw new IllegalStateException("no sample text for " + owner.getSimpleName() + "." + name);
        }
        return text;
    }

    private static Object number(String name, Class<?> type) {
        long value = NUMBERS.getOrDefault(name, 12L);
        if (type == int.class || type == Integer.class) {
            return (int) value;
        }
        return value;
    }
}
