package dev.onethread.contracts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The name and version each event has on the wire. The names are the records' own, found through the sealed
/// interfaces, so that an event cannot be forgotten here.
public final class EventTypes {
    private static final Map<String, Class<? extends Event>> BY_NAME = new LinkedHashMap<>();

    static {
        collect(Event.class);
    }

    private EventTypes() {}

    /// The record for a name on the wire, null for a name we do not know.
    public static @Nullable Class<? extends Event> named(String name) {
        return BY_NAME.get(name);
    }

    public static String nameOf(Event event) {
        return event.getClass().getSimpleName();
    }

    /// The version of an event's form, counted up only when a field changes its meaning; a new field does not.
    public static int versionOf(Class<? extends Event> type) {
        return 1;
    }

    public static List<Class<? extends Event>> all() {
        return List.copyOf(BY_NAME.values());
    }

    private static void collect(Class<?> type) {
        if (type.isRecord()) {
            if (BY_NAME.put(type.getSimpleName(), type.asSubclass(Event.class)) != null) {
                throw new IllegalStateException("two events are named " + type.getSimpleName());
            }
            return;
        }
        for (Class<?> permitted : new ArrayList<>(List.of(type.getPermittedSubclasses()))) {
            collect(permitted);
        }
    }
}
