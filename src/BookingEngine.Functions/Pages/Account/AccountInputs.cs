using System.Globalization;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Languages;

namespace BookingEngine.Functions.Pages.Account;

/// <summary>The fields of the account's forms.</summary>
internal static class AccountInputs
{
    private static readonly (string Tag, string Name)[] Languages =
        [("en", "English"), ("de", "Deutsch"), ("fr", "Français"), ("es", "Español"), ("pt", "Português")];

    /// <param name="error">What is wrong, encoded; null for nothing.</param>
    public static string Text(PageVisit visit, string name, string label, string type, string autocomplete, int maximum, string value, string? error = null) => string.Create(
        CultureInfo.InvariantCulture,
        $"<div class=\"field\"><label for=\"{name}\">{visit.Text(label)}</label>{Error(name, error)}<input id=\"{name}\" name=\"{name}\" type=\"{type}\" autocomplete=\"{autocomplete}\" maxlength=\"{maximum}\" required value=\"{HtmlPage.Encode(value)}\"{Marks(name, error)}></div>");

    /// <summary>The account's present password. The address before it tells password managers whose it is.</summary>
    /// <param name="id">One of its own for each form of a page.</param>
    public static string Password(PageVisit visit, string id, string address) =>
        $"<input name=\"username\" autocomplete=\"username\" value=\"{HtmlPage.Encode(address)}\" hidden><div class=\"field\"><label for=\"{id}\">{visit.Text("page.password.label")}</label><input id=\"{id}\" name=\"password\" type=\"password\" autocomplete=\"current-password\" maxlength=\"4096\" required></div>";

    public static string NewPassword(PageVisit visit, string? error = null) =>
        $"""
        <div class="field"><label for="new_password">{visit.Text("page.reset.label")}</label>{Error("new_password", error)}
        <input id="new_password" name="new_password" type="password" autocomplete="new-password" minlength="8" maxlength="128" required{Marks("new_password", error)}>
        <p class="hint">{visit.Text("page.reset.hint")} {visit.Text("page.password.common")}</p></div>
        """;

    /// <param name="locale">The chosen language, perhaps with a region; null for none.</param>
    public static string Language(PageVisit visit, string? locale)
    {
        var others = locale is null || Languages.Any(l => l.Tag == locale) ? [] : new[] { (Tag: locale, Name: NameOf(locale)) };
        return $"<div class=\"field\"><label for=\"locale\">{visit.Text("account.locale")}</label><select id=\"locale\" name=\"locale\">"
            + $"{(locale is null ? "<option value=\"\"></option>" : "")}{string.Concat(Languages.Concat(others).Select(l => Option(l.Tag, l.Name, locale)))}</select></div>";
    }

    private static string NameOf(string locale) =>
        Languages.FirstOrDefault(l => l.Tag == LanguageTag.PrimaryOf(locale)).Name is { } name ? $"{name} ({locale})" : locale;

    private static string Option(string tag, string name, string? chosen) =>
        $"<option value=\"{HtmlPage.Encode(tag)}\"{(tag == chosen ? " selected" : "")}>{HtmlPage.Encode(name)}</option>";

    private static string Error(string name, string? error) => error is null ? "" : $"<p class=\"error\" id=\"{name}-error\">{error}</p>";

    private static string Marks(string name, string? error) => error is null ? "" : $" aria-invalid=\"true\" aria-describedby=\"{name}-error\"";
}
