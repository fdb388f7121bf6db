using BookingEngine.Users;

namespace BookingEngine.Functions.Pages.Layout;

/// <summary>The parts of forms with passwords.</summary>
internal static class PasswordInputs
{
    public static string Current(PageLook look) =>
        $"""
        <label for="password">{HtmlPage.Encode(look.Texts["page.password.label"])}</label>
        <input id="password" name="password" type="password" autocomplete="current-password" maxlength="4096" required autofocus>
        """;

    public static string New(PageLook look) =>
        $"""
        <label for="new_password">{HtmlPage.Encode(look.Texts["page.reset.label"])}</label>
        <input id="new_password" name="new_password" type="password" autocomplete="new-password" minlength="8" maxlength="128" required>
        <p class="hint">{HtmlPage.Encode(look.Texts["page.reset.hint"])} {HtmlPage.Encode(look.Texts["page.password.common"])}</p>
        """;

    /// <summary>Nothing without an error.</summary>
    public static string Error(string? text) => text is null ? "" : $"<p class=\"error\" role=\"alert\">{HtmlPage.Encode(text)}</p>";

    /// <summary>What is wrong with a new password; null if it is allowed.</summary>
    public static string? ErrorOf(PageLook look, string password) => PasswordRules.ErrorOf(password) switch
    {
        null => null,
        PasswordRules.IsCommon => look.Texts["page.password.is_common"],
        _ => look.Texts["page.reset.error"],
    };
}
