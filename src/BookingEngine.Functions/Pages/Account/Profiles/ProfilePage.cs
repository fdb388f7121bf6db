using BookingEngine.Aggregates;
using BookingEngine.Functions.Fields;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Users;
using BookingEngine.Users.Profiles;

namespace BookingEngine.Functions.Pages.Account.Profiles;

/// <summary>The page with name, language, address, password and second factor.</summary>
public sealed class ProfilePage(AggregateLoader loader)
{
    /// <param name="error">The key of the text that says why a form was refused; null for nothing.</param>
    /// <param name="passwordError">What is wrong with the new password; null for nothing.</param>
    internal async Task<HtmlPage> ShowAsync(PageVisit visit, int status, Profile profile, string? error = null, string? passwordError = null)
    {
        var user = (await loader.RefreshAsync<User>(visit.Call.Caller.UserId.Stream, visit.Call.Cancellation)).State;
        return AccountLayout.Page(
            visit, status, AccountLayout.Profile, visit.Look.Texts["account.profile"],
            $"""
            {AccountLayout.Error(visit, error)}{AccountLayout.Done(visit, "profile", "email", "password", "factor")}
            {Form(visit, "", AccountInputs.Text(visit, "full_name", "book.name", "text", "name", UserFields.MaximumName, profile.FullName)
                + AccountInputs.Language(visit, profile.Locale) + Button(visit, "account.save"))}
            <h2 class="part">{visit.Text("account.email.title")}</h2><p>{HtmlPage.Encode(profile.Email)}{(user.IsVerified ? $" · {visit.Text("account.email.verified")}" : "")}</p>
            {Form(visit, "/email", AccountInputs.Text(visit, "email", "account.email.new", "email", "email", EmailAddress.MaximumLength, "")
                + AccountInputs.Password(visit, "email_password", profile.Email) + Button(visit, "account.email.button"))}
            <h2 class="part">{visit.Text("page.password.label")}</h2>
            {Form(visit, "/password", AccountInputs.Password(visit, "old_password", profile.Email)
                + AccountInputs.NewPassword(visit, passwordError is null ? null : HtmlPage.Encode(passwordError)) + Button(visit, "account.password.button"))}
            <h2 class="part">{visit.Text("account.factor.title")}</h2>
            {(user.Factor is null ? $"<p><a class=\"button plain\" href=\"{HtmlPage.Encode(ReturnAddress.With(ReturnAddress.SecondFactor, AccountLayout.Profile))}\">{visit.Text("account.factor.set")}</a></p>"
                : Form(visit, "/second-factor", AccountInputs.Password(visit, "factor_password", profile.Email) + Code(visit) + Button(visit, "account.factor.remove")))}
            """);
    }

    private static string Form(PageVisit visit, string path, string html) => visit.Form($"{AccountLayout.Profile}{path}", html);

    private static string Button(PageVisit visit, string key) => $"<button type=\"submit\" class=\"plain\">{visit.Text(key)}</button>";

    private static string Code(PageVisit visit) =>
        $"<div class=\"field\"><label for=\"otp\">{visit.Text("sign_in.code")}</label><input id=\"otp\" name=\"otp\" autocomplete=\"one-time-code\" maxlength=\"40\" required></div>";
}
