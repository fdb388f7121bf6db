using System.Text;
using System.Text.Json.Nodes;
using BookingEngine.Tests.Catalogue;

namespace BookingEngine.Tests.Http.Requests;

/// <summary>The byte order mark that some programs write before UTF-8.</summary>
public sealed class ByteOrderMarkTests(RunningApi api) : IClassFixture<RunningApi>
{
    private const string Mark = "\uFEFF";

    [Fact]
    public async Task A_byte_order_mark_before_json_is_skipped()
    {
        var admin = await api.AdminAsync();
        var location = CatalogueCalls.Location(CatalogueCalls.NewId());
        var registered = await api.SendAsync(Call.PostJson(
            "/auth/register", Mark + new JsonObject { ["email"] = People.NewAddress(), ["password"] = People.Password, ["full_name"] = "Ada" }.ToJsonString()));
        var created = await api.SendAsync(Call.PostJson("/locations", Mark + location.ToJsonString()) with { Token = admin.Token });
        var changed = await api.SendAsync(
            Call.PutJson($"/locations/{created.Member("id")}", Mark + location.ToJsonString(), "*") with { Token = admin.Token });

        Assert.Equal((201, 201, 200), (registered.Status, created.Status, changed.Status));
    }

    [Fact]
    public async Task A_byte_order_mark_before_a_form_is_skipped()
    {
        var person = await api.NewPersonAsync();
        var form = Encoding.UTF8.GetBytes($"{Mark}username={person.Email}&password=correct%20horse");
        Assert.Equal(200, (await api.SendAsync(Call.PostBytes("/auth/token", form, "application/x-www-form-urlencoded"))).Status);
    }

    [Fact]
    public async Task The_same_request_with_a_byte_order_mark_is_replayed()
    {
        var person = await api.NewPersonAsync();
        var body = new JsonObject { ["slot"] = People.NewSlot() }.ToJsonString();
        Call Keyed(string json) => Call.PostJson("/bookings", json) with { Token = person.Token, Headers = [("Idempotency-Key", "with a mark")] };

        var (first, again) = (await api.SendAsync(Keyed(body)), await api.SendAsync(Keyed(Mark + body)));

        Assert.Equal((201, "true", first.Text), (first.Status, again.Header("Idempotent-Replayed"), again.Text));
    }
}
