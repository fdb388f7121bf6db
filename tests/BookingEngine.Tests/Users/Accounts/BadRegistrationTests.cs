using System.Text;
using System.Text.Json.Nodes;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Users.Accounts;

/// <summary>Invalid registrations. Each field has an error that says what to do, and nothing is stored.</summary>
public sealed class BadRegistrationTests(RunningApi api) : IClassFixture<RunningApi>
{
    private const string Address = "must be one mail address such as name@example.com, without a display name";
    private const string AddressLength = "must have 1 to 254 characters";
    private const string PasswordLength = "must have 8 to 128 characters";

    [Theory]
    [InlineData("", AddressLength)]
    [InlineData("a@example.com\r\nBcc: b@example.com", Address)]
    [InlineData("a@example.com\n", Address)]
    [InlineData("a\r@example.com", Address)]
    [InlineData("\"a\nb\"@example.com", Address)]
    [InlineData("a@example.com, b@example.com", Address)]
    [InlineData("a@example.com;b@example.com", Address)]
    [InlineData("a@example.com b@example.com", Address)]
    [InlineData("a@b@example.com", Address)]
    [InlineData("Ada <a@example.com>", Address)]
    [InlineData("<a@example.com>", Address)]
    [InlineData("a@example.com (Ada)", Address)]
    [InlineData("a@[127.0.0.1]", Address)]
    [InlineData("a@[IPv6:::1]", Address)]
    [InlineData("a@127.0.0.1", Address)]
    [InlineData("a@localhost", Address)]
    [InlineData("a@example..com", Address)]
    [InlineData("a@.example.com", Address)]
    [InlineData("a@-example.com", Address)]
    [InlineData("a@exam ple.com", Address)]
    [InlineData("a@exa_mple.com", Address)]
    [InlineData("@example.com", Address)]
    [InlineData("a@", Address)]
    [InlineData("demo", Address)]
    [InlineData(".a@example.com", Address)]
    [InlineData("a..b@example.com", Address)]
    [InlineData("a\u200Bb@example.com", Address)]
    [InlineData("a\u202Eb@example.com", Address)]
    [InlineData(" ", AddressLength)]
    [InlineData("a @example.com", Address)]
    [InlineData("mailto:a@example.com", Address)]
    [InlineData("\"a\"b\"@example.com", Address)]
    public async Task Anything_but_a_single_mail_address_is_refused(string email, string mustBe)
    {
        (await SendAsync(email)).AssertInvalidFields(("email", mustBe));
        Assert.Empty(await api.StreamsAsync());
    }

    [Theory]
    [InlineData(65, 60, Address)]
    [InlineData(64, 64, Address)]
    [InlineData(10, 300, AddressLength)]
    public async Task An_address_with_a_part_that_is_too_long_is_refused(int local, int domain, string mustBe)
    {
        var answer = await SendAsync($"{new string('a', local)}@{new string('b', domain)}.example");

        answer.AssertInvalidFields(("email", mustBe));
        Assert.Empty(await api.StreamsAsync());
    }

    [Fact]
    public async Task An_address_of_255_characters_is_refused()
    {
        var email = $"{new string('a', 64)}@{string.Join('.', Enumerable.Repeat(new string('b', 60), 3))}.{new string('c', 7)}";

        Assert.Equal(255, email.Length);
        (await SendAsync(email)).AssertInvalidFields(("email", AddressLength));
        Assert.Empty(await api.StreamsAsync());
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("a", 7)]
    [InlineData("🔑", 7)]
    [InlineData("a", 129)]
    [InlineData("a", 1_000)]
    public async Task A_password_under_8_or_over_128_characters_is_refused(string character, int count)
    {
        var answer = await api.RegisterAsync(People.NewAddress(), string.Concat(Enumerable.Repeat(character, count)));

        answer.AssertInvalidFields(("password", PasswordLength));
        Assert.Empty(await api.StreamsAsync());
    }

    [Fact]
    public async Task An_empty_name_or_one_over_200_characters_is_refused()
    {
        foreach (var name in new[] { "", new string('n', 201) })
        {
            (await api.RegisterAsync(People.NewAddress(), fullName: name)).AssertInvalidFields(("full_name", "must have 1 to 200 characters"));
        }

        Assert.Empty(await api.StreamsAsync());
    }

    [Theory]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("[\"a@example.com\"]")]
    [InlineData("{\"$gt\":\"\"}")]
    public async Task All_fields_of_wrong_type_are_named(string value)
    {
        var answer = await api.SendAsync(Call.PostJson("/auth/register", $$"""{"email":{{value}},"password":{{value}},"full_name":{{value}} }"""));

        answer.AssertInvalidFields(("email", "must be a text"), ("full_name", "must be a text"), ("password", "must be a text"));
        Assert.Empty(await api.StreamsAsync());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"email":null,"password":null,"full_name":null}""")]
    [InlineData("""{"Email":"a@example.com","PASSWORD":"correct horse","fullName":"Ada"}""")]
    public async Task All_missing_fields_are_named(string json)
    {
        var answer = await api.SendAsync(Call.PostJson("/auth/register", json));

        answer.AssertInvalidFields(("email", "is required"), ("full_name", "is required"), ("password", "is required"));
        Assert.Empty(await api.StreamsAsync());
    }

    [Theory]
    [InlineData("\\u0000")]
    [InlineData("\\ud800")]
    [InlineData("\\udc00\\ud800")]
    public async Task An_invalid_character_is_refused_in_every_field(string escape)
    {
        var json = $$"""{"email":"a{{escape}}@example.com","password":"correct horse{{escape}}","full_name":"Ada{{escape}}"}""";
        const string MustNot = "must not contain NUL or half a surrogate pair";

        var answer = await api.SendAsync(Call.PostJson("/auth/register", json));

        answer.AssertInvalidFields(("email", MustNot), ("full_name", MustNot), ("password", MustNot));
        Assert.Empty(await api.StreamsAsync());
    }

    [Fact]
    public async Task Query_parameters_do_not_replace_the_body()
    {
        var query = $"?email={Uri.EscapeDataString(People.NewAddress())}&password=correct%20horse&full_name=Ada";

        var answer = await api.SendAsync(Call.PostBytes("/auth/register" + query, Encoding.UTF8.GetBytes(new JsonObject().ToJsonString()), "application/json"));

        answer.AssertInvalidFields(("email", "is required"), ("full_name", "is required"), ("password", "is required"));
        Assert.Empty(await api.StreamsAsync());
    }

    private Task<Answer> SendAsync(string email) => api.SendAsync(Call.PostJson(
        "/auth/register", new JsonObject { ["email"] = email, ["password"] = People.Password, ["full_name"] = "Ada Lovelace" }.ToJsonString()));
}
