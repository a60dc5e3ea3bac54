package dev.onethread.delivery;

import dev.onethread.contracts.Event;
import dev.onethread.contracts.Topic;
import dev.onethread.contracts.Wire;
import java.util.List;
import java.util.UUID;

/// Publishing from a session of one's own (Hibernate Reactive): one native query within its transaction. Everybody
/// else publishes through [Tx#publish], which writes many events with one statement.
///
/// ```java
/// session.createNativeQuery(PublishSql.TEXT, Object.class).setParameter(1, …)…getSingleResultOrNull()
/// ```
/// with the parameters of [#parameters] in their order. Publishing under several keys in one transaction: in the
/// order of the keys, lest two transactions wait for each other.
public final class PublishSql {
    /// Parameters: topic, key, id, type, value, positioned. Returns nothing of interest.
    public static final String TEXT = """
            select cast(publish_event(cast(?1 as text), cast(?2 as text), cast(?3 as uuid), cast(?4 as text), \
            cast(?5 as bytea), cast(?6 as boolean)) as text)""";

    private PublishSql() {}

    public static List<Object> parameters(Topic topic, String key, Event event) {
        return List.of(topic.title(), key, UUID.randomUUID(), Wire.type(event), Wire.bytes(event), topic.positioned());
    }
}
