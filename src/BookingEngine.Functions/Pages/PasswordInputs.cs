namespace BookingEngine.Functions.Pages;

/// <summary>The parts of forms with passwords.</summary>
internal static class PasswordInputs
{
    public const string Current =
        """
        <label for="password">Password</label>
        <input id="password" name="password" type="password" autocomplete="current-password" maxlength="4096" required autofocus>
        """;

    public const string New =
        """
        <label for="new_password">New password</label>
        <input id="new_password" name="new_password" type="password" autocomplete="new-password" minlength="8" maxlength="128" required>
        <p class="hint">8 to 128 characters of any kind, and not one of the most common passwords.</p>
        """;

    /// <summary>Nothing without an error.</summary>
    public static string Error(string? text) => text is null ? "" : $"<p class=\"error\" role=\"alert\">{HtmlPage.Encode(text)}</p>";
}
