using System.Text.Json.Nodes;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Http.Admission;

namespace BookingEngine.Tests.Users.Sessions;

public sealed class TokenTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task The_right_password_gives_a_bearer_token_for_an_hour()
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
        Assert.Equal(200, (await api.ListAsync(person with { Token = answer.Member("access_token") })).Status);
    }

    [Fact]
    public async Task A_token_contains_only_its_session()
    {
        var person = await api.NewPersonAsync();
        var (header, payload) = Forgery.Read(person.Token);

        Assert.Equal([("alg", "HS256"), ("typ", "at+jwt")], header.Select(h => (h.Key, (string)h.Value!)));
        Assert.Equal(["aud", "exp", "iat", "iss", "nbf", "sid", "sub"], payload.Select(c => c.Key).Order());
        Assert.Equal(person.Id.ToString(), (string)payload["sub"]!);
        Assert.Equal(RunningApi.Issuer, (string)payload["iss"]!);
        Assert.Equal(RunningApi.Issuer, (string)payload["aud"]!);
        Assert.Equal(3600, (long)payload["exp"]! - (long)payload["iat"]!);
    }

    [Theory]
    [InlineData("somebody@example.com", "wrong password")]
    [InlineData("nobody@example.com", "correct horse")]
    [InlineData("demo", "demo")]
    [InlineData("", "")]
    [InlineData("a\nb@example.com", "correct\nhorse")]
    public async Task Wrong_credentials_are_all_refused_alike(string username, string password)
    {
        await api.RegisterAsync("somebody@example.com");

        var answer = await api.SignInAsync(username, password);

        answer.AssertProblem(401, "invalid_credentials", "Invalid credentials", error: "invalid_grant");
        Assert.Equal("Bearer", answer.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task The_address_is_case_insensitive_and_the_password_case_sensitive()
    {
        await api.RegisterAsync("Mixed.Case@Example.com");

        Assert.Equal(200, (await api.SignInAsync("mIXED.cASE@eXAMPLE.COM")).Status);
        Assert.Equal(401, (await api.SignInAsync("mixed.case@example.com", "Correct Horse")).Status);
    }

    [Theory]
    [InlineData("password")]
    [InlineData("")]
    public async Task The_password_grant_may_be_specified(string grant)
    {
        var person = await api.NewPersonAsync();

        var answer = await api.SendAsync(Call.PostForm(
            "/auth/token", ("grant_type", grant), ("username", person.Email), ("password", person.Password), ("scope", ""), ("client_id", "app")));

        Assert.Equal(200, answer.Status);
    }

    [Theory]
    [InlineData("client_credentials")]
    [InlineData("refresh_token")]
    [InlineData("Password")]
    public async Task Another_grant_is_refused(string grant)
    {
        var person = await api.NewPersonAsync();

        var answer = await api.SendAsync(Call.PostForm(
            "/auth/token", ("grant_type", grant), ("username", person.Email), ("password", person.Password)));

        answer.AssertProblem(
            400, "unsupported_grant_type", "This grant type is not supported. Send grant_type=password, or omit it.", error: "unsupported_grant_type");
    }

    [Fact]
    public async Task All_missing_and_repeated_fields_are_named()
    {
        var missing = await api.SendAsync(Call.PostForm("/auth/token"));
        var twice = await api.SendAsync(Call.PostForm(
            "/auth/token", ("username", "a"), ("username", "b"), ("password", "c"), ("password", "d"), ("grant_type", "password"), ("grant_type", "password")));

        missing.AssertInvalidGrantFields(("password", "is required"), ("username", "is required"));
        twice.AssertInvalidGrantFields(
            ("grant_type", "must be given once"), ("password", "must be given once"), ("username", "must be given once"));
    }

    [Fact]
    public async Task Credentials_in_json_or_query_are_refused()
    {
        var json = await api.SendAsync(Call.PostJson("/auth/token", """{"username":"a@example.com","password":"correct horse"}"""));
        var query = await api.SendAsync(Call.PostForm("/auth/token?username=a@example.com&password=correct%20horse"));

        json.AssertProblem(
            415, "unsupported_media_type", "Send the body as application/x-www-form-urlencoded.", error: "invalid_request");
        query.AssertInvalidGrantFields(("password", "is required"), ("username", "is required"));
    }
}
