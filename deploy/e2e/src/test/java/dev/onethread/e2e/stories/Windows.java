package dev.onethread.e2e.stories;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.onethread.e2e.actors.Installation;

/// Windows in which somebody has signed in.
final class Windows {
    private final Browser browser;

    Windows(Browser browser) {
        this.browser = browser;
    }

    Page signedIn(Installation installation, String user, String password, String locale, ColorScheme scheme) {
        Page page = browser.window(locale, scheme);
        page.navigate(installation.url() + "/");
        page.locator("#user").fill(user);
        page.locator("#password").fill(password);
        page.locator("button[type=submit]").click();
        page.waitForURL("**/inbox/**");
        // What stands behind the sign-in comes as a piece of its own; keys are heard once it is there.
        page.locator("main").waitFor();
        return page;
    }
}
