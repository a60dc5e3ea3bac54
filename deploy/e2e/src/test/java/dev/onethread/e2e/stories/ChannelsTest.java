package dev.onethread.e2e.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.onethread.e2e.actors.Desk;
import dev.onethread.e2e.actors.Installation;
import dev.onethread.e2e.actors.MailCustomer;
import dev.onethread.e2e.actors.TelegramCustomer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/// The administrator sees how the doors fare, lets the bot answer a command, signs a desk's mails, and makes a mail
/// that a colleague has forwarded its writer's own.
@ExtendWith(Running.class)
@Order(3)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChannelsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Browser browser = new Browser();
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private Page admin;

    @BeforeAll
    void theAdministratorSignsIn(Installation installation) {
        admin = signedIn(installation, "ru-RU", ColorScheme.LIGHT);
    }

    @AfterAll
    void goHome() {
        browser.close();
    }

    @Test
    @Order(1)
    void theBotAnswersACommandAsThePageSays(Installation installation) {
        admin.keyboard().press("g");
        admin.keyboard().press("c");
        assertThat(admin.getByText("Работает").first()).isVisible();
        Locator bot = admin.getByRole(AriaRole.REGION, named("делает сам"));
        bot.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Добавить ответ"))
                .click();
        bot.getByLabel("Команда, без косой черты").fill("hours");
        bot.getByLabel("По-русски: Новый ответ").fill("С девяти до шести, " + run);
        bot.getByLabel("По-английски: Новый ответ").fill("Nine to six, " + run);
        Pictures.take(admin, "channels-ru-light");
        bot.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Сохранить"))
                .click();
        assertThat(bot.getByText("/hours")).isVisible();
        Page dark = signedIn(installation, "en-GB", ColorScheme.DARK);
        dark.navigate(installation.url() + "/channels");
        assertThat(dark.getByText("/hours")).isVisible();
        Pictures.take(dark, "channels-en-dark");
        dark.setViewportSize(390, 844);
        Pictures.take(dark, "channels-phone-dark");
        dark.close();

        TelegramCustomer kim =
                TelegramCustomer.named(installation, 700_900_000L + Math.abs(run.hashCode() % 10_000), "Kim " + run);
        kim.says("/hours");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(kim.received())
                        .extracting(message -> message.path("text").asText())
                        .containsExactly("Nine to six, " + run));
        bot.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Убрать"))
                .click();
        assertThat(bot.getByText("/hours")).hasCount(0);
    }

    @Test
    @Order(2)
    void aForwardedMailBecomesItsWritersOnRequest(Installation installation) throws Exception {
        Desk desk = Desk.of(installation);
        String kim = "kim-" + run + "@customers.test";
        String colleague = "colleague-" + run + "@customers.test";
        String mail = "From: Colleague <" + colleague + ">\r\nTo: " + installation.mailbox()
                + "\r\nSubject: Fwd: Broken cup " + run + "\r\nMessage-ID: <" + run + "@colleagues.test>\r\n"
                + "Date: Tue, 24 Nov 2026 10:00:00 +0000\r\n\r\nPlease take care " + run
                + "\r\n\r\n---------- Forwarded message ---------\r\nFrom: Kim Lee <" + kim
                + ">\r\nDate: Mon, 23 Nov 2026 at 09:00\r\nSubject: Broken cup\r\n\r\nMy cup is broken " + run + "\r\n";
        MailCustomer.deliver(installation, mail.getBytes(StandardCharsets.UTF_8), colleague, installation.mailbox());
        String conversation = conversation(desk, "Please take care " + run);
        admin.navigate(installation.url() + "/inbox/all/" + conversation);
        assertThat(admin.getByText("Внутри письмо: Kim Lee <" + kim + ">.")).isVisible();
        Pictures.take(admin, "mail-forwarded-ru-light");
        admin.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Передать автору"))
                .click();
        assertThat(admin.getByText("Письмо теперь в разговоре автора")).isVisible();

        String theirs = await().atMost(PATIENCE)
                .until(
                        () -> desk.conversations().stream()
                                .filter(row -> row.at("/customer/name").asText().equals("Kim Lee"))
                                .map(row -> row.path("id").asText())
                                .filter(id -> desk.transcript(id).stream()
                                        .anyMatch(entry ->
                                                entry.path("text").asText().equals("My cup is broken " + run)))
                                .findFirst()
                                .orElse(""),
                        id -> !id.isEmpty());
        assertThat(theirs).isNotEqualTo(conversation);
        JsonNode letter = desk.transcript(theirs).getFirst().path("letter");
        assertThat(letter.path("sender").asText()).isEqualTo("unknown");
        admin.navigate(installation.url() + "/inbox/all/" + theirs);
        assertThat(admin.getByText("автор письма не проверен")).isVisible();
        Pictures.take(admin, "mail-made-theirs-ru-light");
    }

    @Test
    @Order(3)
    void aDesksSignatureIsSetUpOnItsPage(Installation installation) {
        Desk desk = Desk.of(installation);
        admin.navigate(installation.url() + "/setup/desks/support");
        Locator english = admin.getByLabel("По-английски", new Page.GetByLabelOptions().setExact(true));
        english.fill("{agent}, cups and more " + run);
        Pictures.take(admin, "setup-desk-ru-light");
        admin.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Сохранить"))
                .click();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(desk.read("/api/routing/desks/support")
                                .at("/signature/en")
                                .asText())
                        .isEqualTo("{agent}, cups and more " + run));
        english.fill("");
        admin.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Сохранить"))
                .click();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(desk.read("/api/routing/desks/support")
                                .path("signature")
                                .isObject())
                        .isFalse());
    }

    private Page signedIn(Installation installation, String locale, ColorScheme scheme) {
        Page page = browser.window(locale, scheme);
        page.navigate(installation.url() + "/");
        page.locator("#user").fill("admin");
        page.locator("#password").fill(installation.password("admin"));
        page.locator("button[type=submit]").click();
        page.waitForURL("**/inbox/**");
        // Keys are heard once what stands behind the sign-in is there.
        page.locator("main").waitFor();
        return page;
    }

    private static Page.GetByRoleOptions named(String part) {
        return new Page.GetByRoleOptions().setName(part);
    }

    private static String conversation(Desk desk, String text) {
        return await().atMost(PATIENCE)
                .until(
                        () -> desk.conversations().stream()
                                .map(row -> row.path("id").asText())
                                .filter(id -> desk.transcript(id).stream()
                                        .anyMatch(entry ->
                                                entry.path("text").asText().contains(text)))
                                .findFirst()
                                .orElse(""),
                        id -> !id.isEmpty());
    }
}
