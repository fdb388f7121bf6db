using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.SeveralResources;

/// <summary>What a service may need.</summary>
public sealed class NeedDefinitionTests : SalonTests
{
    [Fact]
    public async Task Needs_are_shown_as_they_were_given()
    {
        var needs = new JsonArray(Need("chair-1", "chair-2"), new JsonObject { ["kind"] = "chair", ["count"] = 1 });
        var created = await CreateAsync(("resource_ids", null), ("needs", needs));
        Assert.Equal(201, created.Status);
        Assert.Equal("""[{"count":1,"resource_ids":["chair-1","chair-2"]},{"count":1,"kind":"chair"}]""", created.Json["needs"]!.ToJsonString());
        Assert.Equal("[]", created.Json["resource_ids"]!.ToJsonString());
        Assert.Null((await CreateAsync()).Json["needs"]);
    }

    public static TheoryData<string, string> Invalid => new()
    {
        { "needs", """{"needs":[{"kind":"chair"}]}""" },
        { "resource_ids", """{"resource_ids":null}""" },
        { "needs", """{"resource_ids":null,"needs":[]}""" },
        { "needs", $$"""{"resource_ids":null,"needs":[{{string.Join(',', Enumerable.Repeat("""{"kind":"chair"}""", 7))}}]}""" },
        { "needs", """{"resource_ids":null,"needs":[{"kind":"chair","count":4},{"kind":"chair","count":5}]}""" },
        { "needs[0].count", """{"resource_ids":null,"needs":[{"kind":"chair","count":0}]}""" },
        { "needs[0].resource_ids", """{"resource_ids":null,"needs":[{"count":1}]}""" },
        { "needs[0].resource_ids", """{"resource_ids":null,"needs":[{"kind":"chair","resource_ids":["chair-1"]}]}""" },
        { "needs[0].resource_ids", """{"resource_ids":null,"needs":[{"resource_ids":["chair-1"],"count":2}]}""" },
        { "capacity", """{"resource_ids":null,"capacity":2,"needs":[{"kind":"chair"}]}""" },
        { "pending_blocks", """{"resource_ids":null,"pending_blocks":false,"needs":[{"kind":"chair"}]}""" },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task Needs_that_contradict_are_refused_by_field(string field, string fields)
    {
        var answer = await CreateAsync([.. JsonNode.Parse(fields)!.AsObject().Select(f => (f.Key, f.Value))]);
        Assert.Equal(422, answer.Status);
        Assert.Equal([field], answer.Json["errors"]!.AsObject().Select(e => e.Key));
    }

    [Theory]
    [InlineData("""[{"kind":"ship"}]""", "needs_not_met")]
    [InlineData("""[{"kind":"chair","count":3}]""", "needs_not_met")]
    [InlineData("""[{"resource_ids":["chair-1"]},{"resource_ids":["chair-1"]}]""", "needs_not_met")]
    [InlineData("""[{"resource_ids":["chair-9"]}]""", "unknown_resource")]
    public async Task Needs_that_no_resources_can_meet_are_refused(string needs, string code)
    {
        Assert.Equal((422, code), await CreateAsync(("resource_ids", null), ("needs", JsonNode.Parse(needs))).CodeAsync());
        Assert.Equal(404, (await Salon.GetAsync(SalonFixture.Admin, "/services/cut")).Status);
    }

    [Fact]
    public async Task Needs_at_two_locations_are_not_met()
    {
        Assert.Equal(201, (await Salon.PostAsync(SalonFixture.Admin, "/locations", ("id", "north"), ("name", "North"), ("time_zone", "UTC"))).Status);
        var room = SalonFixture.With(CatalogueCalls.OpenRoundTheClock("room-1"), ("kind", "room"), ("location_id", "north"));
        Assert.Equal(201, (await Salon.SendAsync(SalonFixture.Admin, Call.PostJson("/resources", room.ToJsonString()))).Status);
        Assert.Equal(
            (422, "needs_not_met"),
            await CreateAsync(("resource_ids", null), ("needs", new JsonArray(Need("chair-1"), Need("room-1")))).CodeAsync());
    }

    private static JsonObject Need(params string[] resources) => new() { ["resource_ids"] = new JsonArray([.. resources.Select(r => JsonValue.Create(r))]) };

    private Task<Answer> CreateAsync(params (string Name, JsonNode? Value)[] fields)
    {
        var service = JsonNode.Parse("""{"id":"cut","name":"Haircut","duration":60,"resource_ids":["chair-1"]}""")!.AsObject();
        if (fields.Length == 0)
        {
            service["id"] = "wash";
        }

        return Salon.SendAsync(SalonFixture.Admin, Call.PostJson("/services", SalonFixture.With(service, fields).ToJsonString()));
    }
}
