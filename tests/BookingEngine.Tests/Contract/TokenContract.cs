using System.Text;
using System.Text.Json.Nodes;
using BookingEngine.Functions.Users.Sessions;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Contract;

[Collection(ContractTests.Name)]
public sealed class TokenContract(ContractApi api)
{
    private const string NotReadable = "The form could not be read. Check how your client encodes it.";

    [Fact]
    public async Task The_right_password_gives_a_bearer_token()
    {
        var person = await api.NewPersonAsync();

        var answer = await api.SignInAsync(person.Email);

        answer.AssertIs(200, new JsonObject
        {
            ["access_token"] = answer.Member("access_token"),
            ["token_type"] = "bearer",
            ["expires_in"] = 3600,
            ["refresh_token"] = answer.Member("refresh_token"),
            ["refresh_expires_in"] = 2_592_000,
        });
        Assert.Equal("no-store", answer.Header("Cache-Control"));
    }

    [Theory]
    [InlineData("demo")]
    [InlineData("nobody@example.com")]
    public async Task Wrong_credentials_are_refused(string username)
    {
        var answer = await api.SignInAsync(username, "wrong password");

        answer.AssertProblem(401, "invalid_credentials", "Invalid credentials", error: "invalid_grant");
        Assert.Equal("Bearer", answer.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task Missing_fields_are_named() => (await api.SendAsync(Call.PostForm("/auth/token")))
        .AssertInvalidGrantFields(("password", "is required"), ("username", "is required"));

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7")]
    [InlineData("multipart/form-data; charset=utf-7; boundary=a")]
    public async Task Another_media_type_is_refused(string mediaType) =>
        (await api.SendAsync(Call.PostBytes("/auth/token", "username=a&password=b"u8.ToArray(), mediaType))).AssertProblem(
            415, "unsupported_media_type", "Send the body as application/x-www-form-urlencoded.", error: "invalid_request");

    [Fact]
    public async Task A_multipart_form_is_accepted_and_a_part_in_utf_7_refused()
    {
        var person = await api.NewPersonAsync();

        Assert.Equal(200, (await api.SendAsync(Multipart(person, "utf-8"))).Status);
        (await api.SendAsync(Multipart(person, "utf-7"))).AssertProblem(400, "malformed_form", NotReadable, error: "invalid_request");
    }

    [Theory]
    [InlineData("username=%00&password=%00", "application/x-www-form-urlencoded")]
    [InlineData("--a\r\nno header\r\n\r\n", "multipart/form-data; boundary=a")]
    [InlineData("--a", "multipart/form-data")]
    public async Task An_unreadable_form_is_refused(string form, string mediaType) =>
        (await api.SendAsync(Call.PostBytes("/auth/token", Encoding.ASCII.GetBytes(form), mediaType)))
            .AssertProblem(400, "malformed_form", NotReadable, error: "invalid_request");

    [Fact]
    public async Task A_refresh_token_gives_new_tokens_once()
    {
        var person = await api.NewPersonAsync();
        var spent = (await api.SignInAsync(person.Email)).Member("refresh_token");

        var answer = await RefreshAsync(spent);

        Assert.Equal((200, "bearer"), (answer.Status, answer.Member("token_type")));
        Assert.Equal(401, (await RefreshAsync("unknown")).Status);
    }

    private Task<Answer> RefreshAsync(string token) =>
        api.SendAsync(RequestJson.Post("/auth/refresh", new RefreshSessionRequest(token)));

    private static Call Multipart(Person person, string charset)
    {
        var part = $"--a\r\nContent-Disposition: form-data; name=\"{{0}}\"\r\nContent-Type: text/plain; charset={charset}\r\n\r\n{{1}}\r\n";
        var form = string.Format(null, part, "username", person.Email) + string.Format(null, part, "password", person.Password) + "--a--\r\n";
        return Call.PostBytes("/auth/token", Encoding.ASCII.GetBytes(form), "multipart/form-data; boundary=a");
    }
}
