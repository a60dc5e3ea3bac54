package dev.onethread.ingest.webchat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onethread.ingest.core.PlainText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a visitor's browser sends. Whatever is none of these is [Garbage], which is counted and not answered.
sealed interface Frame {
    /// Who is there; `visitor` and `secret` are null for somebody new, `last` is the newest number they have.
    /// `proof` is the page's word on who they are.
    record Hello(@Nullable String visitor, @Nullable String secret, long last, Proof proof) implements Frame {}

    /// What the browser says beside; replaces what it said before.
    record Told(About about) implements Frame {}

    /// The visitor has been signed out by the page: what this socket could open is closed.
    record Leave() implements Frame {}

    /// Something to say, under the client's own id, with the uploads it names. `form` says that it was said
    /// in a form, with what else was entered there.
    record Said(String id, String text, List<String> uploads, boolean form) implements Frame {}

    /// Wants to go on elsewhere: by mail at an address, or without one at our bot.
    record Continue(@Nullable String mail) implements Frame {}

    /// Comes by a one-time link that was given elsewhere.
    record Continued(String token) implements Frame {}

    record Typing() implements Frame {}

    record Seen(long seq) implements Frame {}

    record Pong() implements Frame {}

    record Garbage() implements Frame {}

    /// Never throws. The type of every field is checked: an object where text belongs makes garbage.
    static Frame parse(String text) {
        try {
            JsonNode json = Json.MAPPER.readTree(text);
            return json != null && json.isObject() ? of(json) : new Garbage();
        } catch (JsonProcessingException e) {
            return new Garbage();
        }
    }

    private static Frame of(JsonNode json) {
        return switch (json.path("type").asText("")) {
            case "hello" -> hello(json);
            case "message" -> said(json);
            case "continue" -> continuing(json);
            case "continued" -> continued(json.path("token"));
            case "about" -> new Told(About.read(json));
            case "leave" -> new Leave();
            case "typing" -> new Typing();
            case "seen" ->
                json.path("seq").isIntegralNumber() ? new Seen(json.path("seq").longValue()) : new Garbage();
            case "pong" -> new Pong();
            default -> new Garbage();
        };
    }

    private static Frame continuing(JsonNode json) {
        JsonNode mail = json.path("mail");
        return switch (json.path("channel").asText("")) {
            case "telegram" -> new Continue(null);
            case "mail" ->
                mail.isTextual()
                        ? new Continue(PlainText.clean(mail.textValue()).strip())
                        : new Garbage();
            default -> new Garbage();
        };
    }

    private static Frame continued(JsonNode token) {
        return token.isTextual() && Admission.isToken(token.textValue())
                ? new Continued(token.textValue())
                : new Garbage();
    }

    private static Frame hello(JsonNode json) {
        JsonNode visitor = json.path("visitor");
        JsonNode secret = json.path("secret");
        boolean nobody = visitor.isNull() || visitor.isMissingNode();
        boolean named = visitor.isTextual() && secret.isTextual();
        Proof proof = Proof.read(json.path("identity"));
        if ((!nobody && !named) || proof == null) {
            return new Garbage();
        }
        long last = json.path("last").isIntegralNumber()
                ? Math.max(0, json.path("last").longValue())
                : 0;
        return nobody
                ? new Hello(null, null, last, proof)
                : new Hello(visitor.textValue(), secret.textValue(), last, proof);
    }

    private static Frame said(JsonNode json) {
        JsonNode id = json.path("id");
        JsonNode text = json.path("text");
        boolean silent = text.isMissingNode() || text.isNull();
        if (!id.isTextual() || !Admission.isToken(id.textValue()) || !(silent || text.isTextual())) {
            return new Garbage();
        }
        List<String> uploads = new ArrayList<>();
        for (JsonNode attachment : json.path("attachments")) {
            uploads.add(attachment.path("upload").asText(""));
        }
        return new Said(
                id.textValue(),
                silent ? "" : PlainText.clean(text.textValue()),
                uploads,
                json.path("form").asBoolean(false));
    }

    /// Shallow on purpose: no frame of ours nests deeper than three.
    final class Json {
        static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(20)
                        .maxNumberLength(30)
                        .build())
                .build());

        private Json() {}
    }
}
