package dev.onethread.e2e.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.onethread.e2e.actors.Agent;
import dev.onethread.e2e.actors.Installation;
import dev.onethread.e2e.actors.MailCustomer;
import dev.onethread.e2e.actors.TelegramCustomer;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/// An anonymous visitor goes on in Telegram and by mail. Anna sees one thread, and her answers go where the
/// customer was last. Then it turns out that the mail was somebody else's after all.
@ExtendWith(Running.class)
@Order(2)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OneCustomerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern LINK = Pattern.compile("http://\\S+/chat/confirmations/[A-Za-z0-9_-]{43}");

    private final Browser browser = new Browser();
    private final String mark = Long.toString(ThreadLocalRandom.current().nextLong(100_000, 1_000_000));
    private final String asked = "My invoice " + mark + " is wrong";
    private Page shop;
    private Page anna;
    private TelegramCustomer kim;
    private MailCustomer mail;

    @BeforeAll
    void annaIsAtHerDesk(Installation installation) {
        anna = browser.window("ru-RU", ColorScheme.LIGHT);
        anna.navigate(installation.url() + "/");
        anna.locator("#user").fill("anna");
        anna.locator("#password").fill(installation.password("anna"));
        anna.locator("button[type=submit]").click();
        anna.waitForURL("**/inbox/**");
        Agent.signsIn(installation, "anna", installation.password("anna")).is("AVAILABLE");
        kim = TelegramCustomer.named(installation, 700_000_000L + Long.parseLong(mark), "Kim");
        mail = new MailCustomer(installation, "kim" + mark + "@customers.test", "secret");
    }

    @AfterAll
    void goHome() {
        browser.close();
    }

    @Test
    @Order(1)
    void theVisitorGoesOnInTelegramAndItStaysOneThread(Installation installation) {
        shop = browser.window("en-GB", ColorScheme.LIGHT);
        shop.navigate(installation.url() + "/chat/demo/?lang=en");
        shop.locator("onethread-widget button").first().click();
        shop.locator("onethread-widget button.big").first().click();
        Locator draft = shop.locator("onethread-widget textarea").first();
        draft.fill(asked);
        draft.press("Enter");
        opened(asked);

        shop.getByLabel("Back").click();
        shop.getByText("Continue in Telegram").click();
        String link = shop.locator("onethread-widget a[href*='start=']").getAttribute("href");
        kim.says("/start " + link.substring(link.indexOf("start=") + "start=".length()));
        kim.says("I am on the train now " + mark);

        assertThat(log().getByText("I am on the train now " + mark)).isVisible();
        assertThat(log().getByText("перешли по одноразовой ссылке")).isVisible();
        answers("Then we go on here " + mark);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(kim.received())
                        .extracting(message -> message.path("text").asText())
                        .contains("Then we go on here " + mark));
    }

    @Test
    @Order(2)
    void theirMailIsTheSameConversationOnceTheyHaveConfirmedIt(Installation installation) throws Exception {
        Locator address = shop.locator("onethread-widget input[type=email]");
        address.fill("kim" + mark + "@customers.test");
        address.press("Enter");
        assertThat(shop.getByText("A link is on its way")).isVisible();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(mail.inbox()).isNotEmpty());
        Matcher link = LINK.matcher(MailCustomer.text(mail.inbox().getFirst()));
        assertThat(link.find()).isTrue();
        Page page = browser.window("en-GB", ColorScheme.LIGHT);
        page.navigate(link.group());
        page.getByRole(AriaRole.BUTTON).click();
        assertThat(page.getByText("Done.")).isVisible();

        String from = "kim" + mark + "@customers.test";
        mail.sends(
                MailCustomer.letter(from, installation.mailbox(), "The invoice", "Here by mail " + mark),
                installation.mailbox());

        assertThat(log().getByText("Here by mail " + mark)).isVisible();
        assertThat(anna.locator("a[data-conversation]").filter(new Locator.FilterOptions().setHasText(mark)))
                .hasCount(1);
        answers("Thank you, it is corrected " + mark);
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(texts(mail.inbox()))
                        .anyMatch(text -> text.contains("Thank you, it is corrected " + mark)));
    }

    @Test
    @Order(3)
    void annaTakesTheMailOutAgainAndItHasAConversationOfItsOwn(Installation installation) {
        anna.getByRole(AriaRole.LOG)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Отменить").setExact(true))
                .last()
                .click();
        Locator dialog = anna.getByRole(AriaRole.DIALOG);
        dialog.getByRole(AriaRole.TEXTBOX).fill("her colleague's mailbox");
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Отменить объединение"))
                .click();

        assertThat(log().getByText("Here by mail " + mark)).hasCount(0);
        assertThat(log().getByText(asked).first()).isVisible();
        assertThat(log().getByText("I am on the train now " + mark)).isVisible();
        try (Agent reader = Agent.signsIn(installation, "anna", installation.password("anna"))) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                List<JsonNode> found = reader.list("all").stream()
                        .filter(each -> each.path("preview").asText().contains(mark)
                                || each.at("/customer/name").asText().contains(mark))
                        .toList();
                assertThat(found).hasSize(2);
                assertThat(found)
                        .anySatisfy(each -> assertThat(
                                        reader.transcript(each.path("id").asText()))
                                .extracting(entry -> entry.path("text").asText())
                                .anyMatch(text -> text.contains("Here by mail " + mark))
                                .anyMatch(text -> text.contains("Thank you, it is corrected " + mark))
                                .noneMatch(text -> text.contains("on the train")));
            });
        }
    }

    private static List<String> texts(List<MimeMessage> mails) {
        return mails.stream()
                .map(each -> {
                    try {
                        return MailCustomer.text(each);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    private Locator log() {
        return anna.getByRole(AriaRole.LOG);
    }

    private void opened(String text) {
        anna.locator("a[data-conversation]")
                .filter(new Locator.FilterOptions().setHasText(text))
                .first()
                .click();
        assertThat(log().getByText(text).first()).isVisible();
    }

    private void answers(String text) {
        anna.locator("textarea").first().fill(text);
        anna.keyboard().press("Control+Enter");
        assertThat(log().getByText(text).first()).isVisible();
    }
}
