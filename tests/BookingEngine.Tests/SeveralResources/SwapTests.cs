using System.Text.Json.Nodes;
using BookingEngine.Aggregates;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.SeveralResources;

/// <summary>A booking of a chair and a room. The calendar of the first room decides about it, and goes on doing so after the room has left the booking.</summary>
public sealed class SwapTests : SalonTests
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var room in new[] { "room-1", "room-2" })
        {
            var created = await Salon.SendAsync(SalonFixture.Admin, Call.PostJson("/resources", SalonFixture.With(CatalogueCalls.OpenRoundTheClock(room), ("kind", "Room")).ToJsonString()));
            Assert.Equal(201, created.Status);
        }

        await Salon.ServiceAsync("cut", ("resource_ids", null), ("needs", Needs()));
    }

    [Fact]
    public async Task The_deciding_resource_is_replaced_and_free_for_others()
    {
        var id = await BookedAsync(SalonFixture.Ada);
        var swapped = await SwapAsync(id, "room-2");
        Assert.Equal((200, "2030-05-06T10:00:00Z"), (swapped.Status, swapped.Member("slot")));
        Assert.Equal(["chair-1", "room-2"], Resources(swapped.Json));
        Assert.Empty(await ListedAsync("resource_id=room-1"));
        foreach (var filter in new[] { "resource_id=room-2", "resource_id=chair-1", "scope=all", "resource_id=room-2&status=confirmed" })
        {
            Assert.Equal((filter, id), (filter, Assert.Single(await ListedAsync(filter))));
        }

        var other = await BookedAsync(SalonFixture.Ben, "room-1");
        Assert.Equal((409, "slot_unavailable"), await SwapAsync(id, "room-1").CodeAsync());
        Assert.Equal(200, (await Salon.PostAsync(SalonFixture.Ben, $"/bookings/{other}/cancel")).Status);
        Assert.Equal(["chair-1", "room-1"], Resources((await SwapAsync(id, "room-1")).Json));
        Assert.Equal(id, Assert.Single(await ListedAsync("resource_id=room-1&status=confirmed")));
        Assert.Empty(await ListedAsync("resource_id=room-2"));
    }

    [Fact]
    public async Task A_swap_of_long_ago_is_not_looked_at_again()
    {
        await SwapAsync(await BookedAsync(SalonFixture.Ada), "room-2");
        var (room, now) = (new ResourceId("room-1"), Instant.FromDateTimeOffset(Salon.Clock.GetUtcNow()));
        var calendar = (await Salon.Services.GetRequiredService<AggregateLoader>().RefreshAsync<Calendar>(Calendar.StreamOf(room), CancellationToken.None)).State;
        Assert.Single(calendar.SharedEnds(room, now - RecentlyRemoved.Memory));
        Assert.Empty(calendar.SharedEnds(room, now + Duration.FromTicks(1)));
    }

    [Fact]
    public async Task Integrators_are_told_the_former_resources()
    {
        await SwapAsync(await BookedAsync(SalonFixture.Ada), "room-2");
        var events = (await Salon.GetAsync(SalonFixture.Admin, "/events?limit=100")).Json["events"]!.AsArray();
        var told = Assert.Single(events, e => (string)e!["type"]! == "booking.rescheduled")!;
        Assert.Equal(["chair-1", "room-2"], Resources(told["data"]!));
        Assert.Equal(["chair-1", "room-1"], Resources(told["previous"]!));
        Assert.Equal(["resources"], told["previous"]!.AsObject().Select(member => member.Key));
    }

    [Fact]
    public async Task A_hold_of_several_is_placed_and_released_under_one_resource()
    {
        var held = await Salon.HoldAsync(SalonFixture.Ada, SalonFixture.Ten, ("resource_id", null), ("resource_ids", new JsonArray("room-1")));
        Assert.Equal(204, (await Salon.SendAsync(SalonFixture.Ada, new Call("DELETE", $"/holds/{held.Member("id")}"))).Status);
        var events = (await Salon.GetAsync(SalonFixture.Admin, "/events?limit=100")).Json["events"]!.AsArray().Where(e => $"{e!["type"]}".StartsWith("hold.", StringComparison.Ordinal));
        Assert.Equal([("hold.placed", "chair-1"), ("hold.released", "chair-1")], events.Select(e => ((string)e!["type"]!, (string)e["data"]!["resource_id"]!)));
    }

    [Fact]
    public async Task Without_its_resource_the_calendar_still_cancels_the_whole_booking()
    {
        var id = await BookedAsync(SalonFixture.Ada);
        Assert.Equal(200, (await SwapAsync(id, "room-2")).Status);
        Assert.Equal(200, (await Salon.RescheduleAsync(SalonFixture.Ada, id, SalonFixture.Eleven)).Status);
        Assert.Equal(201, (await Salon.BookAsync(SalonFixture.Ben, SalonFixture.Eleven, ("resource_id", null), ("resource_ids", new JsonArray("room-1")))).Status);
        Assert.Equal(200, (await Salon.PostAsync(SalonFixture.Ada, $"/bookings/{id}/cancel")).Status);
        Assert.Equal(id, Assert.Single(await ListedAsync("resource_id=room-2&status=cancelled")));
        Assert.Equal(201, (await Salon.BookAsync(SalonFixture.Ben, SalonFixture.Eleven, ("resource_id", null), ("resource_ids", new JsonArray("room-2")))).Status);
    }

    [Fact]
    public async Task The_deciding_resource_is_replaced_when_it_is_retired()
    {
        var id = await BookedAsync(SalonFixture.Ada);
        var retired = SalonFixture.With(CatalogueCalls.OpenRoundTheClock("room-1"), ("kind", "Room"), ("active", false)).ToJsonString();
        Assert.Equal((409, "resource_has_bookings"), await Salon.SendAsync(SalonFixture.Admin, Call.PutJson("/resources/room-1", retired, "*")).CodeAsync());
        Assert.Equal(200, (await Salon.SendAsync(SalonFixture.Admin, Call.PutJson("/resources/room-1?move_to=room-2", retired, "*"))).Status);
        Assert.Equal(["chair-1", "room-2"], Resources((await Salon.GetAsync(SalonFixture.Ada, $"/bookings/{id}")).Json));
        Assert.Equal(200, (await Salon.RescheduleAsync(SalonFixture.Ada, id, SalonFixture.Eleven)).Status);
    }

    [Fact]
    public async Task A_move_takes_another_room_when_the_deciding_one_is_taken()
    {
        var id = await BookedAsync(SalonFixture.Ada);
        Assert.Equal(201, (await Salon.BookAsync(SalonFixture.Ben, SalonFixture.Eleven, ("resource_id", null), ("resource_ids", new JsonArray("room-1", "chair-2")))).Status);
        var offered = await Salon.GetAsync(SalonFixture.Ada, $"/availability?booking_id={id}&from=2030-05-06T11:00:00Z&to=2030-05-06T11:30:00Z");
        Assert.Equal("2030-05-06T11:00:00Z", (string)Assert.Single(offered.Json["days"]![0]!["slots"]!.AsArray())!["start"]!);
        Assert.Equal(["chair-1", "room-2"], Resources((await Salon.RescheduleAsync(SalonFixture.Ada, id, SalonFixture.Eleven)).Json));
    }

    private static JsonArray Needs() =>
        [new JsonObject { ["resource_ids"] = new JsonArray("chair-1", "chair-2") }, new JsonObject { ["kind"] = "room", ["count"] = 1 }];

    private static IEnumerable<string> Resources(JsonNode booking) => booking["resources"]!.AsArray().Select(r => r!["resource_id"]!.GetValue<string>());

    private async Task<string> BookedAsync(string person, string room = "room-1")
    {
        var booked = await Salon.BookAsync(person, SalonFixture.Ten, ("resource_id", null), ("resource_ids", new JsonArray(room)));
        Assert.True(booked.Status == 201, booked.Text);
        return booked.Member("id");
    }

    private Task<Answer> SwapAsync(string id, string room) => Salon.RescheduleAsync(SalonFixture.Ada, id, SalonFixture.Ten, ("resource_ids", new JsonArray(room)));

    private async Task<IEnumerable<string>> ListedAsync(string filter) =>
        (await Salon.GetAsync(SalonFixture.Admin, $"/bookings?{filter}")).Json["bookings"]!.AsArray().Select(b => b!["id"]!.GetValue<string>());
}
