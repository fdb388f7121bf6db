using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.SeveralResources;

/// <summary>Holds of a chair and a room.</summary>
public sealed class SeveralHoldTests : SalonTests
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var room = SalonFixture.With(CatalogueCalls.OpenRoundTheClock("room-1"), ("kind", "room"));
        Assert.Equal(201, (await Salon.SendAsync(SalonFixture.Admin, Call.PostJson("/resources", room.ToJsonString()))).Status);
        var needs = new JsonArray(new JsonObject { ["resource_ids"] = new JsonArray("chair-1", "chair-2") }, new JsonObject { ["kind"] = "room" });
        await Salon.ServiceAsync("cut", ("resource_ids", null), ("needs", needs));
        await Salon.ServiceAsync("wash", ("resource_ids", new JsonArray("chair-1", "room-1")));
    }

    [Fact]
    public async Task A_hold_blocks_all_its_resources_until_it_expires()
    {
        var held = await HoldAsync(SalonFixture.Ada, ("minutes", 10));
        Assert.Equal((201, "chair-1"), (held.Status, held.Member("resource_id")));
        Assert.Equal("""[{"resource_id":"chair-1","need":0},{"resource_id":"room-1","need":1}]""", held.Json["resources"]!.ToJsonString());
        foreach (var resource in new[] { "chair-1", "room-1" })
        {
            Assert.Equal((409, "slot_unavailable"), await WashAsync(resource).CodeAsync());
        }

        Assert.Empty((await Salon.GetAsync(SalonFixture.Admin, "/bookings?scope=all")).Json["bookings"]!.AsArray());
        Assert.Empty((await Salon.GetAsync(SalonFixture.Admin, "/bookings?resource_id=chair-1")).Json["bookings"]!.AsArray());
        Salon.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal((409, "hold_expired"), await BookAsync(SalonFixture.Ada, held).CodeAsync());
        await AssertWashesAsync(201);
    }

    [Fact]
    public async Task A_hold_becomes_a_booking_of_all_its_resources()
    {
        var held = await HoldAsync(SalonFixture.Ada);
        Assert.Equal((422, "unknown_hold"), await BookAsync(SalonFixture.Ben, held).CodeAsync());
        var booked = await BookAsync(SalonFixture.Ada, held);
        Assert.Equal((201, "chair-1"), (booked.Status, booked.Member("resource_id")));
        Assert.Equal(held.Json["resources"]!.ToJsonString(), booked.Json["resources"]!.ToJsonString());
        Assert.Equal((409, "hold_expired"), await BookAsync(SalonFixture.Ada, held).CodeAsync());
        Salon.Clock.Advance(TimeSpan.FromMinutes(30));
        await AssertWashesAsync(409);
        foreach (var resource in new[] { "chair-1", "room-1" })
        {
            Assert.Single((await Salon.GetAsync(SalonFixture.Admin, $"/bookings?resource_id={resource}")).Json["bookings"]!.AsArray());
        }
    }

    [Fact]
    public async Task A_released_hold_frees_all_its_resources()
    {
        var held = await HoldAsync(SalonFixture.Ada);
        Assert.Equal(204, (await Salon.SendAsync(SalonFixture.Ada, new Call("DELETE", $"/holds/{held.Member("id")}"))).Status);
        await AssertWashesAsync(201);
    }

    private async Task AssertWashesAsync(int status)
    {
        foreach (var resource in new[] { "chair-1", "room-1" })
        {
            Assert.Equal((resource, status), (resource, (await WashAsync(resource)).Status));
        }
    }

    private Task<Answer> HoldAsync(string person, params (string Name, JsonNode? Value)[] fields) =>
        Salon.HoldAsync(person, SalonFixture.Ten, [("resource_id", null), .. fields]);

    private Task<Answer> BookAsync(string person, Answer hold) => Salon.PostAsync(person, "/bookings", ("hold_id", hold.Member("id")));

    private Task<Answer> WashAsync(string resource) =>
        Salon.BookAsync(SalonFixture.Ben, SalonFixture.Ten, ("service_id", "wash"), ("resource_id", resource));
}
