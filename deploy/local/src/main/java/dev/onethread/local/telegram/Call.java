package dev.onethread.local.telegram;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.FileUpload;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The parameters of one call, however they came: query, form, JSON or multipart.
/// <https://core.telegram.org/bots/api#making-requests>
record Call(JsonObject parameters, List<FileUpload> uploads) {
    static Call of(RoutingContext context) throws Refusal {
        JsonObject parameters = new JsonObject();
        context.queryParams().forEach(parameter -> parameters.put(parameter.getKey(), parameter.getValue()));
        context.request().formAttributes().forEach(field -> parameters.put(field.getKey(), field.getValue()));
        @Nullable String type = context.request().getHeader("Content-Type");
        if (type != null && type.contains("json") && context.body().length() > 0) {
            parameters.mergeIn(body(context));
        }
        return new Call(parameters, context.fileUploads());
    }

    private static JsonObject body(RoutingContext context) throws Refusal {
        try {
            return context.body().asJsonObject();
        } catch (DecodeException | ClassCastException _) {
            throw Refusal.badRequest("can't parse JSON object");
        }
    }

    long chatId() throws Refusal {
        return number("chat_id").orElseThrow(() -> Refusal.badRequest("chat_id is empty"));
    }

    /// The business connection the call is made for; empty for none.
    String connection() {
        String given = text("business_connection_id");
        return given.equals("null") ? "" : given;
    }

    String text(String name) {
        return String.valueOf(parameters.getValue(name, ""));
    }

    Optional<Long> number(String name) throws Refusal {
        String given = text(name).strip();
        if (given.isEmpty() || given.equals("null")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(given));
        } catch (NumberFormatException _) {
            throw Refusal.badRequest(name.equals("chat_id") ? "chat not found" : name + " must be a number");
        }
    }

    /// A JSON value, which forms send as text.
    Optional<JsonObject> object(String name) throws Refusal {
        try {
            return switch (parameters.getValue(name)) {
                case JsonObject object -> Optional.of(object);
                case String text when !text.isBlank() -> Optional.of(new JsonObject(text));
                case null, default -> Optional.empty();
            };
        } catch (DecodeException _) {
            throw Refusal.badRequest("can't parse " + name + " JSON object");
        }
    }

    Optional<JsonArray> array(String name) throws Refusal {
        try {
            return switch (parameters.getValue(name)) {
                case JsonArray array -> Optional.of(array);
                case String text when !text.isBlank() -> Optional.of(new JsonArray(text));
                case null, default -> Optional.empty();
            };
        } catch (DecodeException _) {
            throw Refusal.badRequest("can't parse " + name + " JSON object");
        }
    }

    Optional<Set<String>> words(String name) throws Refusal {
        return array(name).map(words -> new HashSet<>(Customers.strings(words)));
    }

    /// The uploaded part a parameter means: the part of its own name, or the one named by `attach://`.
    Optional<FileUpload> upload(String name) {
        String given = text(name);
        String part = given.startsWith("attach://") ? given.substring("attach://".length()) : name;
        return uploads.stream().filter(upload -> upload.name().equals(part)).findFirst();
    }

    static byte[] bytes(FileUpload upload) {
        try {
            return Files.readAllBytes(Path.of(upload.uploadedFileName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
