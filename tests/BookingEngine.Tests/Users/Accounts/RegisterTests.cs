using System.Text.Json.Nodes;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Users.Accounts;

public sealed class RegisterTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task A_new_user_is_returned_with_id_address_name_and_time()
    {
        var answer = await api.RegisterAsync("Grace.Hopper@Example.com", fullName: "Grace Hopper 😀");

        answer.AssertIs(201, new JsonObject
        {
            ["id"] = answer.Member("id"),
            ["email"] = "Grace.Hopper@Example.com",
            ["full_name"] = "Grace Hopper 😀",
            ["created_at"] = "2030-05-01T12:00:00Z",
        });
        Assert.Equal(["user-registered.v1"], (await api.EventsAsync($"user-{answer.Member("id")}")).Select(e => e.Type));
        Assert.Equal("application/json; charset=utf-8", answer.Header("Content-Type"));
    }

    [Theory]
    [InlineData("once@example.com", "once@example.com")]
    [InlineData("Case@Example.com", "cASE@eXAMPLE.COM")]
    [InlineData("jörg@bücher.example", "JÖRG@xn--bcher-kva.example")]
    public async Task An_address_is_registered_once_in_any_spelling(string first, string second)
    {
        Assert.Equal(201, (await api.RegisterAsync(first)).Status);
        var before = await api.StreamsAsync();

        var answer = await api.RegisterAsync(second, "another password", "Another");

        answer.AssertProblem(400, "email_already_registered", "Email already registered");
        Assert.Equal(before, await api.StreamsAsync());
        Assert.Equal(200, (await api.SignInAsync(first)).Status);
    }

    [Fact]
    public async Task A_role_in_the_body_is_ignored_and_never_stored()
    {
        var email = People.NewAddress();
        var json = $$"""{"email":"{{email}}","password":"correct horse","full_name":"Eve","role":"admin","id":"1","is_admin":{"$ne":[1]} }""";

        var answer = await api.SendAsync(Call.PostJson("/auth/register", json));

        Assert.Equal(201, answer.Status);
        Assert.Equal(["id", "email", "full_name", "created_at"], answer.Json.Select(m => m.Key));
        var stored = JsonNode.Parse((await api.EventsAsync($"user-{answer.Member("id")}")).Single().Json)!.AsObject();
        Assert.Equal("customer", (string)stored["role"]!);
        Assert.DoesNotContain("is_admin", stored.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("o'brien+tag@example.com")]
    [InlineData("!#$%&'*+-/=?^_`{|}~@example.com")]
    [InlineData("\"quoted local\"@example.com")]
    [InlineData("用户@例子.广告")]
    [InlineData("a@b.co")]
    public async Task An_unusual_but_valid_address_registers_and_signs_in(string email)
    {
        Assert.Equal(201, (await api.RegisterAsync(email)).Status);
        Assert.Equal(200, (await api.SignInAsync(email)).Status);
    }

    [Fact]
    public async Task An_address_of_254_characters_registers()
    {
        var email = $"{new string('a', 64)}@{string.Join('.', Enumerable.Repeat(new string('b', 60), 3))}.{new string('c', 6)}";

        Assert.Equal(254, email.Length);
        Assert.Equal(201, (await api.RegisterAsync(email)).Status);
    }

    [Theory]
    [InlineData("1357 2468")]
    [InlineData("        ")]
    [InlineData("пароль🔑字")]
    [InlineData("a\tb\nc\u0001defg")]
    public async Task Any_password_of_8_or_more_characters_signs_in_again(string password)
    {
        var email = People.NewAddress();

        Assert.Equal(201, (await api.RegisterAsync(email, password)).Status);
        Assert.Equal(200, (await api.SignInAsync(email, password)).Status);
        Assert.Equal(401, (await api.SignInAsync(email, password + " ")).Status);
    }

    [Fact]
    public async Task All_128_characters_of_a_password_count()
    {
        var (email, password) = (People.NewAddress(), string.Concat(Enumerable.Repeat("🔑", 127)));

        Assert.Equal(201, (await api.RegisterAsync(email, password + "a")).Status);
        Assert.Equal(200, (await api.SignInAsync(email, password + "a")).Status);
        Assert.Equal(401, (await api.SignInAsync(email, password + "b")).Status);
    }
}
