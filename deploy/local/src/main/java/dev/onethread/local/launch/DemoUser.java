package dev.onethread.local.launch;

import java.util.List;

/// Somebody to sign in as on a fresh installation of one machine.
record DemoUser(String id, String password, String name, String language, List<String> roles, List<Skill> skills) {
    static final List<DemoUser> ALL = List.of(
            new DemoUser(
                    "anna",
                    "anna-demo-2026",
                    "Анна Орлова",
                    "ru",
                    List.of("agent"),
                    List.of(new Skill("billing", 4), new Skill("lang-ru", 5))),
            new DemoUser(
                    "boris",
                    "boris-demo-2026",
                    "Boris Klein",
                    "en",
                    List.of("agent"),
                    List.of(new Skill("tech", 5), new Skill("billing", 1))),
            new DemoUser(
                    "maria",
                    "maria-demo-2026",
                    "Мария Лис",
                    "ru",
                    List.of("agent", "supervisor"),
                    List.of(new Skill("billing", 2), new Skill("tech", 2), new Skill("lang-ru", 5))),
            new DemoUser("admin", "admin-demo-2026", "Admin", "en", List.of("admin", "supervisor"), List.of()));

    record Skill(String id, int level) {}
}
