using System.Text.Json.Nodes;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Contract;

[Collection(ContractTests.Name)]
public sealed class ProfileContract(ContractApi api)
{
    [Fact]
    public async Task An_update_is_returned_and_shown_by_the_next_read()
    {
        var person = await api.NewPersonAsync();

        var body = """{"full_name":"Ada King 😀","role":"admin"}""";
        var updated = await api.SendAsync(Call.PutJson("/users/me", body) with { Token = person.Token });
        var read = await api.SendAsync(Call.Get("/users/me") with { Token = person.Token });

        foreach (var answer in new[] { updated, read })
        {
            answer.AssertIs(200, new JsonObject
            {
                ["id"] = person.Id.ToString(),
                ["email"] = person.Email,
                ["full_name"] = "Ada King 😀",
                ["created_at"] = updated.Member("created_at"),
            });
        }
    }

    [Fact]
    public async Task An_invalid_name_is_refused() =>
        (await api.SendAsync(Call.PutJson("/users/me", """{"full_name":""}""") with { Token = (await api.NewPersonAsync()).Token }))
            .AssertInvalidFields(("full_name", "must have 1 to 200 characters"));

    [Fact]
    public async Task An_ended_session_is_no_longer_authorized()
    {
        var person = await api.NewPersonAsync();

        Assert.Equal(200, (await api.SendAsync(Call.Post("/auth/logout") with { Token = person.Token })).Status);

        (await api.SendAsync(Call.Get("/users/me") with { Token = person.Token })).AssertIsUnauthorized();
    }
}
