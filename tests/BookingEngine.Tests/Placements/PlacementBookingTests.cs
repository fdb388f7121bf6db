using System.Text.Json.Nodes;
using BookingEngine.Tests.Availability;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using static BookingEngine.Tests.Placements.TravellingResource;

namespace BookingEngine.Tests.Placements;

public sealed class PlacementBookingTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task Booking_takes_the_zone_of_the_place_and_moves_between_zones()
    {
        var id = await api.NewInBerlinAsync("09:00-11:00");
        await api.PlaceAsync(id, "2030-06-10", "2030-06-12", NewYork);
        var admin = await api.AdminAsync();
        var booked = await api.BookAsync(admin, id, "2030-06-10T13:00:00Z");
        Assert.Equal((201, "2030-06-10T09:00:00-04:00", NewYork), (booked.Status, booked.Member("slot"), booked.Member("time_zone")));

        var moved = await api.PostAsync(admin, $"/bookings/{booked.Member("id")}/reschedule", new() { ["slot"] = "2030-06-09T09:00" });
        Assert.Equal((200, "2030-06-09T09:00:00+02:00", Berlin), (moved.Status, moved.Member("slot"), moved.Member("time_zone")));
        var back = await api.PostAsync(admin, $"/bookings/{booked.Member("id")}/reschedule", new() { ["slot"] = "2030-06-11T10:00" });
        Assert.Equal((200, "2030-06-11T10:00:00-04:00"), (back.Status, back.Member("slot")));
        Assert.Equal([Berlin, NewYork], (await api.GetAsync(admin, $"/bookings/{booked.Member("id")}/history")).Json["entries"]!.AsArray()
            .Skip(1).Select(entry => (string)entry!["booking"]!["time_zone"]!));
    }

    [Fact]
    public async Task Hold_takes_the_zone_of_the_place()
    {
        var id = await api.NewInBerlinAsync("09:00-11:00");
        await api.PlaceAsync(id, "2030-06-10", "2030-06-12", NewYork);
        var admin = await api.AdminAsync();
        var hold = await api.PostAsync(admin, "/holds", new() { ["slot"] = "2030-06-10T09:00", ["service_id"] = id });
        Assert.Equal(("2030-06-10T09:00:00-04:00", NewYork), (hold.Member("slot"), hold.Member("time_zone")));
        var booked = await api.PostAsync(admin, "/bookings", new() { ["hold_id"] = hold.Member("id"), ["slot"] = "2030-06-10T09:00" });
        Assert.Equal((201, NewYork), (booked.Status, booked.Member("time_zone")));
    }

    [Theory] // clocks in New York skip 02:30 on 9 March 2031 and show 01:30 twice on 2 November; those in Berlin do not
    [InlineData("2031-03-09T02:30", "local_time_invalid")]
    [InlineData("2031-11-02T01:30", "local_time_ambiguous")]
    public async Task Local_time_is_resolved_in_the_zone_of_its_date(string slot, string code)
    {
        var id = await api.NewServiceAsync(Berlin, 30, 30, ["00:00-24:00"]);
        Assert.Equal(201, await api.BookAsync(await api.AdminAsync(), id, slot).StatusAsync());
        await api.PlaceAsync(id, slot[..10], $"{slot[..8]}{int.Parse(slot[8..10], null) + 1:00}", NewYork);
        Assert.Equal((422, code), await api.BookAsync(await api.AdminAsync(), id, slot).CodeAsync());
    }

    [Fact] // 10 June in Auckland begins at 14:00 on 9 June in Berlin, and is open then
    public async Task Local_time_after_the_resource_has_left_is_refused()
    {
        var id = await api.NewServiceAsync(Berlin, 60, 60, ["00:00-24:00"]);
        await api.PlaceAsync(id, "2030-06-10", "2030-06-11", Auckland);
        var admin = await api.AdminAsync();
        Assert.Equal(201, await api.BookAsync(admin, id, "2030-06-09T13:00").StatusAsync());
        (await api.BookAsync(admin, id, "2030-06-09T14:00")).AssertProblem(
            422, "local_time_invalid", "The resource leaves Europe/Berlin before that time. Choose another time.");
        Assert.Equal("2030-06-10T00:00:00+12:00", (await api.BookAsync(admin, id, "2030-06-09T14:00+02:00")).Member("slot"));
    }

    [Fact]
    public async Task Local_time_needs_an_offset_only_while_zones_differ()
    {
        var (admin, other) = (await api.AdminAsync(), CatalogueCalls.NewId("other"));
        var id = await api.NewInBerlinAsync("00:00-24:00");
        await api.NewResourceAsync(admin, other, id, ["00:00-24:00"]);
        var service = (await api.GetAsync(admin, $"/services/{id}")).Json;
        service["resource_ids"]!.AsArray().Add(other);
        Assert.Equal(200, (await api.PutAsync(admin, $"/services/{id}", service, "*")).Status);
        await api.PlaceAsync(id, "2030-06-10", "2030-06-12", NewYork);
        Assert.Equal("2030-06-09T10:00:00+02:00", (await api.BookAsync(admin, id, "2030-06-09T10:00")).Member("slot"));
        Assert.Equal((422, "offset_required"), await api.BookAsync(admin, id, "2030-06-10T10:00").CodeAsync());
        Assert.Equal("2030-06-10T10:00:00-04:00", (await api.BookAsync(admin, id, "2030-06-10T10:00", ("resource_id", id))).Member("slot"));
        Assert.Equal("2030-06-12T10:00:00+02:00", (await api.BookAsync(admin, id, "2030-06-12T10:00")).Member("slot"));
    }

    [Fact] // 20:00 to 24:00 on 10 June in New York is 11 June in Berlin
    public async Task Limits_per_day_count_the_dates_of_the_place()
    {
        var id = await api.NewServiceAsync(Berlin, 60, 60, ["20:00-24:00"], change: s => s["limits"] = new JsonObject { ["per_day"] = 1 });
        await api.PlaceAsync(id, "2030-06-10", "2030-06-11", NewYork);
        var person = await api.NewPersonAsync();
        Assert.Equal(201, await api.BookAsync(person, id, "2030-06-10T20:00").StatusAsync());
        Assert.Equal((409, "limit_reached"), await api.BookAsync(person, id, "2030-06-11T03:00:00Z").CodeAsync());
        var refused = (await api.FindAsync(person, $"service_id={id}&from=2030-06-10T12:00:00Z&to=2030-06-11T12:00:00Z&explain=true")).Refused();
        Assert.Equal(["limit", "limit", "limit", "limit"], refused.Select(r => r.Reason));
        Assert.Equal(201, await api.BookAsync(person, id, "2030-06-11T20:00").StatusAsync());
    }

    [Fact]
    public async Task Placement_over_bookings_is_accepted_with_the_conflicts_listed()
    {
        var id = await api.NewInBerlinAsync("00:00-24:00");
        var admin = await api.AdminAsync();
        var booked = await api.BookAsync(admin, id, "2030-06-10T10:00:00Z");
        Assert.Equal(201, await api.BookAsync(admin, id, "2030-06-12T10:00:00Z").StatusAsync());

        var placed = await api.PlaceAsync(id, "2030-06-10", "2030-06-12", Berlin);
        Assert.Equal([booked.Member("id")], placed.IdsOf("conflicts"));
        Assert.Equal(Berlin, (await api.GetAsync(admin, $"/bookings/{booked.Member("id")}")).Member("time_zone"));
        Assert.Empty((await api.ChangeAsync(id, ("name", "Chair 2"))).IdsOf("conflicts"));
        Assert.Equal([booked.Member("id")], (await api.ChangeAsync(id, ("placements", new JsonArray()))).IdsOf("conflicts"));
    }

    [Fact]
    public async Task Table_names_the_location_where_the_booking_takes_place()
    {
        var (id, there) = (await api.NewInBerlinAsync("09:00-11:00"), await api.LocationAsync(NewYork));
        await api.ChangeAsync(id, ("placements", new JsonArray(Placement("2030-06-10", "2030-06-12", there))));
        var admin = await api.AdminAsync();
        Assert.Equal(201, await api.BookAsync(admin, id, "2030-06-10T09:00").StatusAsync());
        Assert.Equal(201, await api.BookAsync(admin, id, "2030-06-12T09:00").StatusAsync());
        var rows = (await api.GetAsync(admin, $"/bookings?resource_id={id}&format=csv")).Text.Split("\r\n");
        Assert.Equal([$"{there},Place", $"{id},Salon"], rows[1..3].Select(row => string.Join(',', row.Split(',')[^2..])));
    }

    [Fact]
    public async Task Bookings_of_a_resource_are_listed_by_dates_of_the_place()
    {
        var id = await api.NewInBerlinAsync("20:00-24:00");
        await api.PlaceAsync(id, "2030-06-10", "2030-06-12", NewYork);
        var admin = await api.AdminAsync();
        var late = await api.BookAsync(admin, id, "2030-06-11T23:00"); // 12 June in Berlin
        Assert.Equal([late.Member("id")], (await api.GetAsync(admin, $"/bookings?resource_id={id}&from=2030-06-11&to=2030-06-12")).IdsOf("bookings"));
    }
}
