using System.Text.RegularExpressions;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Pages;

/// <summary>A browser without script: it keeps the cookie, names the origin of each form, and sends the token of the page that it has seen last.</summary>
internal sealed partial class Browser(Func<Call, Task<Answer>> send)
{
    public const string CookieName = "__Host-session";

    /// <summary>The session's cookie; null without one.</summary>
    public string? Cookie { get; set; }

    /// <summary>That forms name; null to name none.</summary>
    public string? Origin { get; set; } = RunningApi.Issuer;

    public string FormToken { get; set; } = "";

    public static async Task<Browser> SignedInAsync(RunningApi api, Person person)
    {
        var browser = new Browser(api.SendAsync);
        await browser.SignInAsync(person.Email, person.Password);
        return browser;
    }

    public Task<Answer> GetAsync(string path) => SendAsync(Call.Get(path));

    public Task<Answer> PostAsync(string path, params (string Name, string Value)[] fields) => SendAsync(Form(path, fields));

    /// <summary>Sends the password, and expects to be signed in.</summary>
    public async Task SignInAsync(string email, string password)
    {
        var answer = await SubmitPasswordAsync(email, password);
        Assert.Equal((303, true), (answer.Status, Cookie is not null));
        await GetAsync("/sign-in/second-factor"); // any page with a form
    }

    public Task<Answer> SubmitPasswordAsync(string email, string password, params (string, string)[] more) =>
        PostAsync("/sign-in", [("email", email), ("password", password), .. more]);

    /// <summary>The request as the browser sends it.</summary>
    public Call With(Call call) => call with
    {
        Key = null,
        Headers = [.. call.Headers, .. Cookie is null ? [] : new[] { ("Cookie", $"{CookieName}={Cookie}") }, .. call.Method == "GET" || Origin is null ? [] : new[] { ("Origin", Origin) }],
    };

    public Call Form(string path, params (string Name, string Value)[] fields) => Call.PostForm(path, [("form_token", FormToken), .. fields]);

    /// <summary>The value of a hidden field.</summary>
    public static string Field(Answer page, string name) =>
        Regex.Match(page.Text, $"name=\"{Regex.Escape(name)}\" value=\"([^\"]*)\"") is { Success: true } match ? System.Net.WebUtility.HtmlDecode(match.Groups[1].Value) : "";

    private async Task<Answer> SendAsync(Call call)
    {
        var answer = await send(With(call));
        if (answer.Header("Set-Cookie") is { } set && SetCookie().Match(set) is { Success: true } match)
        {
            Cookie = match.Groups[1].Value is { Length: > 0 } value ? value : null;
        }

        FormToken = Field(answer, "form_token") is { Length: > 0 } token ? token : FormToken;
        return answer;
    }

    [GeneratedRegex("__Host-session=([^;]*)")]
    private static partial Regex SetCookie();
}
