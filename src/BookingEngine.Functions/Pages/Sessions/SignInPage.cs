using BookingEngine.Functions.Pages.Layout;

namespace BookingEngine.Functions.Pages.Sessions;

/// <summary>The pages that ask for the password, and for the code.</summary>
internal static class SignInPage
{
    /// <param name="error">The key of the text that says what is wrong; null for nothing.</param>
    public static HtmlPage Password(PageVisit visit, int status, string email, string? next, string? error = null) => visit.Page(
        status, visit.Look.Texts["sign_in.title"],
        Error(visit, error) + visit.Form(ReturnAddress.SignIn,
            $"""
            {Next(next)}
            <div class="field"><label for="email">{visit.Text("book.email")}</label>
            <input id="email" name="email" type="email" autocomplete="username" maxlength="320" required value="{HtmlPage.Encode(email)}"{(email.Length == 0 ? " autofocus" : "")}></div>
            <div class="field"><label for="password">{visit.Text("page.password.label")}</label>
            <input id="password" name="password" type="password" autocomplete="current-password" maxlength="4096" required{(email.Length == 0 ? "" : " autofocus")}></div>
            <button type="submit">{visit.Text("sign_in.button")}</button>
            """)
        + $"<p class=\"hint\"><a href=\"/account/recover\">{visit.Text("recover.title")}</a> · <a href=\"/account/register\">{visit.Text("register.title")}</a></p>");

    /// <param name="ticket">Proves that the password was right.</param>
    public static HtmlPage Code(PageVisit visit, int status, string email, string ticket, string? next, string? error = null) => visit.Page(
        status, visit.Look.Texts["sign_in.code.title"],
        Error(visit, error) + visit.Form(ReturnAddress.SignIn,
            $"""
            {Next(next)}{HiddenFields.Of(("email", email), ("ticket", ticket))}
            <div class="field"><label for="otp">{visit.Text("sign_in.code")}</label>
            <input id="otp" name="otp" autocomplete="one-time-code" inputmode="text" maxlength="40" autocapitalize="off" spellcheck="false" required autofocus aria-describedby="otp-hint">
            <p class="hint" id="otp-hint">{visit.Text("sign_in.code.hint")}</p></div>
            <button type="submit">{visit.Text("sign_in.button")}</button>
            """)
        + $"<p class=\"hint\"><a href=\"{HtmlPage.Encode(ReturnAddress.With(ReturnAddress.SignIn, next))}\">{visit.Text("sign_in.again")}</a></p>");

    private static string Next(string? next) => next is null ? "" : HiddenFields.Of(("next", next));

    private static string Error(PageVisit visit, string? key) => key is null ? "" : PasswordInputs.Error(visit.Look.Texts[key]);
}
