package dev.onethread.local.launch;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/// A properties file per service, readable by its owner only: secrets stand neither in command lines nor in
/// the environment of other processes.
final class ServiceConfiguration {
    private ServiceConfiguration() {}

    static Path write(Plan plan, Doors doors, Keys keys, String service, String adminPassword) throws IOException {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("kafka.bootstrap.servers", "127.0.0.1:" + plan.kafka());
        properties.put("onethread.topics.partitions", "8");
        properties.put("onethread.database.host", "127.0.0.1");
        properties.put("onethread.database.port", Integer.toString(plan.postgres()));
        properties.put("onethread.database.name", service);
        properties.put("onethread.database.user", "postgres");
        properties.put("onethread.database.password", "postgres");
        properties.put("onethread.blobs.directory", plan.data().resolve("blobs").toString());
        properties.put("onethread.jwt.public-key", keys.publicKey().toUri().toString());
        switch (service) {
            case "ingest" -> {
                properties.putAll(doors.properties());
                properties.put("onethread.mail.token-key", keys.mailTokenKey());
                // All visitors of one machine have one network address.
                properties.put("onethread.webchat.pace-messages-per-address", "10000");
                properties.put("onethread.webchat.new-visitors-per-address", "10000");
                properties.put("onethread.webchat.uploads-per-address", "10000");
                properties.put(
                        "onethread.webchat.widgets.\"shop\".identity.keys.\"demo\".hs256", keys.secret("widget"));
                properties.put("onethread.continuation.key", keys.secret("continuation"));
                properties.put("onethread.continuation.page", plan.url() + "/chat/demo/");
                properties.put("onethread.continuation.confirmation", plan.url());
                if (!doors.realTelegram()) {
                    properties.put(
                            "onethread.continuation.telegram-link",
                            plan.url() + "/play/telegram?bot={bot}&start={token}");
                }
            }
            case "notifier" -> {
                properties.putAll(doors.properties());
                properties.put("onethread.continuation.confirmation", plan.url());
                if (!doors.realMail()) {
                    properties.put("onethread.mail.mailboxes.\"mailbox-2\".continue-at", "telegram,web");
                }
                properties.put("onethread.mail.token-key", keys.mailTokenKey());
            }
            case "ticket" -> {
                properties.put(
                        "onethread.jwt.private-key", keys.privateKey().toUri().toString());
                properties.put("onethread.admin.user", "admin");
                properties.put("onethread.admin.password", adminPassword);
                properties.put("onethread.live.origins", plan.url() + ",http://127.0.0.1:" + plan.gateway());
            }
            default -> {
                // routing needs no more than all of them
            }
        }
        return store(plan.data().resolve("config").resolve(service + ".properties"), properties);
    }

    private static Path store(Path file, Map<String, String> values) throws IOException {
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Properties properties = new Properties();
        properties.putAll(values);
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return file;
    }
}
