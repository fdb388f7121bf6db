using System.Text.Json.Nodes;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Recovery;

public sealed class ProfileTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task A_user_reads_the_own_profile()
    {
        var person = await api.NewPersonAsync();

        (await GetAsync(person)).AssertIs(200, Profile(person, "Ada Lovelace"));
    }

    [Fact]
    public async Task An_update_is_returned_in_full_and_shown_by_the_next_read()
    {
        var (person, other) = (await api.NewPersonAsync(), await api.NewPersonAsync());

        foreach (var name in new[] { "A", "Ada King, Countess of Lovelace 😀", "<b>\"Ada\"</b>", new string('x', 200) })
        {
            var json = new JsonObject { ["full_name"] = name, ["email"] = "else@example.com", ["id"] = "1", ["role"] = "admin" };
            (await PutAsync(person, json.ToJsonString())).AssertIs(200, Profile(person, name));
            (await GetAsync(person)).AssertIs(200, Profile(person, name));
        }

        (await GetAsync(other)).AssertIs(200, Profile(other, "Ada Lovelace"));
    }

    [Theory]
    [InlineData("{}", "is required")]
    [InlineData("""{"full_name":null}""", "is required")]
    [InlineData("""{"full_name":1}""", "must be a text")]
    [InlineData("""{"full_name":{"$ne":""}}""", "must be a text")]
    [InlineData("""{"full_name":["Ada"]}""", "must be a text")]
    [InlineData("""{"full_name":""}""", "must have 1 to 200 characters")]
    [InlineData("""{"full_name":"\u0000"}""", "must not contain NUL or half a surrogate pair")]
    [InlineData("""{"full_name":"\ud800"}""", "must not contain NUL or half a surrogate pair")]
    public async Task An_invalid_name_is_refused_and_changes_nothing(string json, string text)
    {
        var person = await api.NewPersonAsync();

        (await PutAsync(person, json)).AssertInvalidFields(("full_name", text));

        (await GetAsync(person)).AssertIs(200, Profile(person, "Ada Lovelace"));
    }

    [Theory]
    [InlineData("", 400, "malformed_json")]
    [InlineData("{", 400, "malformed_json")]
    [InlineData("""{"full_name":"A","full_name":"B"}""", 400, "malformed_json")]
    [InlineData("[]", 422, "invalid_fields")]
    public async Task A_body_that_is_not_an_object_is_refused(string json, int status, string code)
    {
        var person = await api.NewPersonAsync();

        foreach (var path in new[] { "/users/me", "/users/me/password" })
        {
            var answer = await api.SendAsync(Call.PostJson(path, json) with { Method = "PUT", Token = person.Token });
            Assert.Equal((status, code), (answer.Status, answer.Member("code")));
        }
    }

    [Theory]
    [InlineData("GET", "/users/me")]
    [InlineData("PUT", "/users/me")]
    [InlineData("PUT", "/users/me/password")]
    public async Task Without_key_or_token_a_request_is_refused(string method, string path)
    {
        var person = await api.NewPersonAsync();

        (await api.SendAsync(new Call(method, path) { Token = person.Token, Key = null })).AssertProblem(403, "invalid_api_key", "Invalid or missing API Key");
        (await api.SendAsync(new Call(method, path))).AssertIsUnauthorized();
        (await api.SendAsync(new Call(method, path) { Token = person.Token + "x" })).AssertIsUnauthorized();
    }

    private Task<Answer> GetAsync(Person person) => api.SendAsync(Call.Get("/users/me") with { Token = person.Token });

    private Task<Answer> PutAsync(Person person, string json) =>
        api.SendAsync(Call.PostJson("/users/me", json) with { Method = "PUT", Token = person.Token });

    private static JsonObject Profile(Person person, string name) => new()
    {
        ["id"] = person.Id.ToString(),
        ["email"] = person.Email,
        ["full_name"] = name,
        ["created_at"] = "2030-05-01T12:00:00Z",
    };
}
