package dev.onethread.e2e.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

@AnalyzeClasses(packages = "dev.onethread", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] SERVICES = {
        "dev.onethread.ingest..", "dev.onethread.routing..", "dev.onethread.ticket..", "dev.onethread.notifier.."
    };
    private static final String[] CORES = {
        "dev.onethread.ingest.core..",
        "dev.onethread.routing.core..",
        "dev.onethread.ticket.core..",
        "dev.onethread.notifier.core.."
    };

    @ArchTest
    static final ArchRule contractsKnowNothingButTheirForm = classes()
            .that()
            .resideInAPackage("dev.onethread.contracts..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "java..", "org.jspecify..", "com.fasterxml.jackson..", "dev.onethread.contracts.."));

    @ArchTest
    static final ArchRule coresArePure = classes()
            .that()
            .resideInAnyPackage(CORES)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", "dev.onethread.contracts..")
                    .or(resideInAnyPackage(CORES)))
            .because("time and ids come in as arguments, and what should happen goes out as values");

    @ArchTest
    static final ArchRule coresHaveNoClockNoChanceAndNoOutside = noClasses()
            .that()
            .resideInAnyPackage(CORES)
            .should()
            .accessTargetWhere(describe("reads a clock, chance or the outside", ArchitectureTest::reachesOut))
            .orShould()
            .dependOnClassesThat(resideInAnyPackage("java.io..", "java.net..", "java.nio.file..", "java.sql..")
                    .and(DescribedPredicate.not(anyOf(
                            "java.io.Serializable", "java.io.IOException", "java.net.URI", "java.net.URLDecoder"))));

    @ArchTest
    static final ArchRule theSimulatorKnowsTheEngineAndNoOutside = noClasses()
            .that()
            .resideInAPackage("dev.onethread.routing.simulation..")
            .should()
            .accessTargetWhere(describe("reads a clock or the outside", ArchitectureTest::reachesOut))
            .orShould()
            .dependOnClassesThat(resideInAPackage("dev.onethread..")
                    .and(DescribedPredicate.not(resideInAnyPackage(
                            "dev.onethread.routing.core..",
                            "dev.onethread.routing.simulation..",
                            "dev.onethread.contracts.."))))
            .because("the same seed always gives the same outcome");

    @ArchTest
    static final ArchRule noServiceKnowsAnother = slices().matching("dev.onethread.(ingest|routing|ticket|notifier)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule theBackboneKnowsNoService = noClasses()
            .that()
            .resideInAnyPackage("dev.onethread.contracts..", "dev.onethread.delivery..", "dev.onethread.local..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SERVICES);

    @ArchTest
    static final ArchRule sqlLivesInPostgres =
            only("..postgres..", "io.vertx.sqlclient..", "io.vertx.pgclient..", "java.sql..");

    @ArchTest
    static final ArchRule entitiesLiveInPostgres = only("..postgres..", "jakarta.persistence..", "org.hibernate..");

    @ArchTest
    static final ArchRule restLivesInHttp = only("..http..", "jakarta.ws.rs..");

    @ArchTest
    static final ArchRule telegramLivesInTelegram = only("..telegram..", "org.telegram..");

    @ArchTest
    static final ArchRule mailLivesInMail =
            only("..mail..", "jakarta.mail..", "org.eclipse.angus.mail..", "org.apache.james.mime4j..");

    @ArchTest
    static final ArchRule kafkaLivesInKafka = only(
            "..kafka..",
            "org.apache.kafka..",
            "org.eclipse.microprofile.reactive.messaging..",
            "io.smallrye.reactive.messaging..");

    @ArchTest
    static final ArchRule languagesAreGuessedInLanguage = only("..language..", "com.github.pemistahl..");

    @ArchTest
    static final ArchRule patternsAreCompiledInRegex = only("..regex..", "com.google.re2j..");

    @ArchTest
    static final ArchRule packagesAreNamedForWhatTheyTalkTo = noClasses()
            .should()
            .resideInAnyPackage(
                    "..util..",
                    "..utils..",
                    "..common..",
                    "..impl..",
                    "..dto..",
                    "..manager..",
                    "..helper..",
                    "..helpers..");

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("dev.onethread.(*).(*)..").should().beFreeOfCycles();

    private static ArchRule only(String home, String... technology) {
        return noClasses()
                .that(resideInAnyPackage(SERVICES).and(DescribedPredicate.not(resideInAPackage(home))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(technology)
                .because("each technology has its one package");
    }

    private static DescribedPredicate<JavaClass> anyOf(String... names) {
        Set<String> set = Set.of(names);
        return describe("one of " + set, type -> set.contains(type.getName()));
    }

    private static boolean reachesOut(JavaAccess<?> access) {
        var owner = access.getTargetOwner();
        String name = access.getTarget().getName();
        if (owner.isEquivalentTo(Instant.class) || owner.isAssignableTo(Clock.class)) {
            return name.equals("now") || name.startsWith("system");
        }
        if (owner.getPackageName().equals("java.time")) {
            return name.equals("now");
        }
        if (owner.isEquivalentTo(UUID.class)) {
            return name.equals("randomUUID");
        }
        if (owner.isEquivalentTo(System.class)) {
            return !name.equals("arraycopy") && !name.equals("identityHashCode");
        }
        return owner.isAssignableTo(Random.class) || owner.getName().equals("java.lang.Thread");
    }
}
