using System.Text.Json.Nodes;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Bookings.Series;

/// <summary>Times at the ends of the calendar, where an offset of a zone exceeds it. Each is refused as any other time of the past, or as too far ahead.</summary>
public sealed class ExtremeTimesTests : SalonTests
{
    public static TheoryData<string, string> Times { get; } = new()
    {
        { "9999-12-31T23:30:00Z", "slot_out_of_range" },
        { "9999-12-31T23:30:00-18:00", "slot_out_of_range" },
        { "9999-01-01T10:00:00", "slot_out_of_range" },
        { "9998-06-01T10:00:00", "slot_out_of_range" },
        { "9000-01-01T00:00:00Z", "slot_out_of_range" },
        { "0000-05-12T10:00:00", "slot_in_past" },
        { "0001-01-01T00:00:00+18:00", "slot_in_past" },
        { "-0044-03-15T10:00:00", "slot_in_past" },
        { "-9998-01-01T00:00:00+18:00", "slot_in_past" },
    };

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var (place, zone) in new[] { ("berlin", "Europe/Berlin"), ("vancouver", "America/Vancouver") })
        {
            var location = SalonFixture.With(CatalogueCalls.Location(place), ("time_zone", zone));
            Assert.Equal(201, (await Salon.SendAsync(SalonFixture.Admin, Call.PostJson("/locations", location.ToJsonString()))).Status);
            foreach (var number in new[] { 1, 2 })
            {
                var chair = SalonFixture.With(CatalogueCalls.OpenRoundTheClock($"{place}-{number}"), ("location_id", place), ("kind", place));
                Assert.Equal(201, (await Salon.SendAsync(SalonFixture.Admin, Call.PostJson("/resources", chair.ToJsonString()))).Status);
            }

            await Salon.ServiceAsync(place, ("resource_ids", new JsonArray($"{place}-1", $"{place}-2")), ("assignment", "least_busy"));
        }

        var needs = new JsonArray(new JsonObject { ["kind"] = "berlin", ["count"] = 2 });
        await Salon.ServiceAsync("pair", ("resource_ids", null), ("needs", needs), ("assignment", "least_busy"));
        await Salon.ServiceAsync(
            "visit", ("duration", null), ("resource_ids", null), ("segments", new JsonArray(new JsonObject { ["service_id"] = "berlin" }, new JsonObject { ["service_id"] = "berlin" })));
    }

    [Theory]
    [MemberData(nameof(Times))]
    public async Task A_series_a_booking_and_a_hold_are_refused(string slot, string code)
    {
        foreach (var place in new[] { "berlin", "vancouver" })
        {
            foreach (var rule in new[] { "FREQ=DAILY;COUNT=3", "FREQ=YEARLY;COUNT=2", "FREQ=MONTHLY;BYDAY=1MO;UNTIL=20310101", "FREQ=WEEKLY;UNTIL=89991231T000000" })
            {
                await RefusedAsync(code, Salon.PostAsync(SalonFixture.Ada, "/bookings/series", ("rule", rule), ("slot", slot), ("service_id", place), ("on_conflict", "skip")));
            }
        }

        foreach (var service in new[] { "berlin", "vancouver", "pair", "visit" })
        {
            await RefusedAsync(code, Salon.PostAsync(SalonFixture.Ada, "/bookings", ("slot", slot), ("service_id", service)));
            await RefusedAsync(code, Salon.PostAsync(SalonFixture.Ada, "/holds", ("slot", slot), ("service_id", service)));
            await RefusedAsync(code, Salon.PostAsync(SalonFixture.Admin, "/bookings", ("slot", slot), ("service_id", service), ("override", true)));
        }
    }

    [Theory]
    [MemberData(nameof(Times))]
    public async Task Bookings_are_not_moved_there(string slot, string code)
    {
        var answer = await Salon.PostAsync(
            SalonFixture.Ada, "/bookings/series", ("rule", "FREQ=WEEKLY;COUNT=3"), ("slot", "2030-06-03T10:00:00+02:00"), ("service_id", "berlin"), ("resource_id", "berlin-1"));
        Assert.True(answer.Status == 201, answer.Text);
        foreach (var booking in answer.Json["bookings"]!.AsArray().Select(b => (string)b!["id"]!))
        {
            await RefusedAsync(code, Salon.RescheduleAsync(SalonFixture.Ada, booking, slot, ("scope", "all"), ("on_conflict", "skip")));
            await RefusedAsync(code, Salon.RescheduleAsync(SalonFixture.Ada, booking, slot));
        }

        var pair = (await Salon.PostAsync(SalonFixture.Ada, "/bookings", ("slot", "2030-06-04T10:00:00+02:00"), ("service_id", "pair"))).Member("id");
        await RefusedAsync(code, Salon.RescheduleAsync(SalonFixture.Ada, pair, slot));
        await RefusedAsync(code, Salon.RescheduleAsync(SalonFixture.Admin, pair, slot, ("override", true)));
    }

    private static async Task RefusedAsync(string code, Task<Answer> answer) => Assert.Equal((422, code), await answer.CodeAsync());
}
