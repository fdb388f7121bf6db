using BookingEngine.Functions.Pages.Layout;

namespace BookingEngine.Functions.Pages.Sessions;

/// <summary>The pages that set up a second factor: the password, the secret with a first code, the recovery codes.</summary>
internal static class SecondFactorPages
{
    private const int Group = 4;

    public static HtmlPage Begin(PageVisit visit, int status, string? next, string? error = null) => Page(
        visit, status, error, $"<p>{visit.Text("factor.text")}</p>" + visit.Form(ReturnAddress.SecondFactor,
            $"""
            {Next(next)}<div class="field">{PasswordInputs.Current(visit.Look)}</div>
            <button type="submit">{visit.Text("book.continue")}</button>
            """));

    /// <param name="address">For the link that opens an app on this device; null for none.</param>
    public static HtmlPage Confirm(PageVisit visit, int status, string secret, string? address, string? next, string? error = null) => Page(
        visit, status, error,
        $"""
        <p>{visit.Text("factor.secret")}</p>
        <p><code class="code">{string.Join(' ', secret.Chunk(Group).Select(group => new string(group)))}</code></p>
        {(address is null ? "" : $"<p><a href=\"{HtmlPage.Encode(address)}\">{visit.Text("factor.open")}</a></p>")}
        {visit.Form(ReturnAddress.SecondFactor,
            $"""
            {Next(next)}{HiddenFields.Of(("secret", secret))}
            <div class="field"><label for="otp">{visit.Text("factor.code")}</label>
            <input id="otp" name="otp" autocomplete="one-time-code" inputmode="numeric" maxlength="10" required autofocus></div>
            <button type="submit">{visit.Text("factor.confirm")}</button>
            """)}
        """);

    public static HtmlPage Done(PageVisit visit, IReadOnlyList<string> recovery, string next) => visit.Page(
        StatusCodes.Status200OK, visit.Look.Texts["factor.done"],
        $"""
        <p>{visit.Text("factor.recovery")}</p>
        <ul class="codes">{string.Concat(recovery.Select(code => $"<li><code>{HtmlPage.Encode(code)}</code></li>"))}</ul>
        <p><a class="button" href="{HtmlPage.Encode(next)}">{visit.Text("book.continue")}</a></p>
        """);

    private static HtmlPage Page(PageVisit visit, int status, string? error, string body) =>
        visit.Page(status, visit.Look.Texts["factor.title"], (error is null ? "" : PasswordInputs.Error(visit.Look.Texts[error])) + body);

    private static string Next(string? next) => next is null ? "" : HiddenFields.Of(("next", next));
}
