using System.Text.Json.Nodes;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Idempotency;

namespace BookingEngine.Tests.Availability;

/// <summary><c>GET /availability</c> on the embedded store.</summary>
public sealed class FindTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task The_default_service_is_free_round_the_clock_until_booked()
    {
        var person = await api.NewPersonAsync();
        const string query = "from=2031-03-03&to=2031-03-05";
        Assert.Equal(96, (await api.FindAsync(person, query)).Slots().Length);
        Assert.Equal(201, (await api.BookAsync(person, "2031-03-03T10:00:00Z")).Status);

        var answer = await api.FindAsync(person, query);
        Assert.Equal(95, answer.Slots().Length);
        Assert.DoesNotContain("2031-03-03T10:00:00Z", answer.Starts());
        Assert.Equal(["2031-03-03", "2031-03-04"], answer.Dates());
    }

    [Fact]
    public async Task A_slot_shows_its_end_its_resources_and_its_places_left()
    {
        var id = await api.NewServiceAsync("Europe/Berlin", 45, 60, ["09:00-10:00"], change: service => service["capacity"] = 5);
        (await api.FindAsync(await api.NewPersonAsync(), $"service_id={id}&from=2030-05-06&to=2030-05-07")).AssertIs(200, new JsonObject
        {
            ["time_zone"] = "Europe/Berlin",
            ["days"] = new JsonArray(new JsonObject
            {
                ["date"] = "2030-05-06",
                ["slots"] = new JsonArray(new JsonObject
                {
                    ["start"] = "2030-05-06T09:00:00+02:00",
                    ["end"] = "2030-05-06T09:45:00+02:00",
                    ["resource_ids"] = new JsonArray(id),
                    ["places_left"] = 5,
                }),
            }),
        });
    }

    [Fact] // edge case 10, with a date of these tests
    public async Task A_slot_is_listed_on_its_date_in_the_requested_zone()
    {
        var id = await api.NewServiceAsync("Pacific/Auckland", 60, 60, ["09:00-10:00"], ["monday"]);
        var answer = await api.FindAsync(
            await api.NewPersonAsync(), $"service_id={id}&from=2030-06-30&to=2030-07-01&time_zone=America/Los_Angeles");
        Assert.Equal(["2030-06-30"], answer.Dates());
        Assert.Equal(["2030-06-30T14:00:00-07:00"], answer.Starts());
        Assert.Equal("America/Los_Angeles", answer.Member("time_zone"));
    }

    [Theory] // edge case 12
    [InlineData("GMT%2B2")]
    [InlineData("UTC%2B02")]
    [InlineData("")]
    [InlineData("Mars/Base")]
    [InlineData("europe/berlin")]
    public async Task An_unknown_zone_name_is_refused(string zone)
    {
        var person = await api.NewPersonAsync();
        const string text = "must be an IANA time zone such as Europe/Berlin";
        (await api.FindAsync(person, $"from=2030-06-03&to=2030-06-04&time_zone={zone}")).AssertInvalidFields(("time_zone", text));
        (await api.NextAsync(person, $"time_zone={zone}")).AssertInvalidFields(("time_zone", text));
    }

    [Fact] // edge case 12
    public async Task An_older_zone_name_has_the_same_slots()
    {
        var person = await api.NewPersonAsync();
        var older = await api.FindAsync(person, "from=2031-06-03&to=2031-06-04&time_zone=Europe/Kiev");
        var newer = await api.FindAsync(person, "from=2031-06-03&to=2031-06-04&time_zone=Europe/Kyiv");
        Assert.Equal(48, newer.Slots().Length);
        Assert.Equal(newer.Starts(), older.Starts());
    }

    [Fact] // edge case 16
    public async Task A_booking_may_cross_midnight_when_both_days_are_open()
    {
        var person = await api.NewPersonAsync();
        var both = await api.NewServiceAsync("UTC", 120, 60, ["00:00-24:00"], ["monday", "tuesday"]);
        var one = await api.NewServiceAsync("UTC", 120, 60, ["00:00-24:00"], ["monday"]);
        const string monday = "from=2030-05-06&to=2030-05-07";
        Assert.Equal("2030-05-06T23:00:00Z", (await api.FindAsync(person, $"service_id={both}&{monday}")).Starts()[^1]);
        Assert.Equal("2030-05-06T22:00:00Z", (await api.FindAsync(person, $"service_id={one}&{monday}")).Starts()[^1]);
    }

    [Fact]
    public async Task A_range_of_instants_excludes_its_end()
    {
        var answer = await api.FindAsync(await api.NewPersonAsync(), "from=2031-04-07T10:00:00+02:00&to=2031-04-07T09:00:00Z");
        Assert.Equal(["2031-04-07T08:00:00Z", "2031-04-07T08:30:00Z"], answer.Starts());
    }

    [Fact]
    public async Task Resources_share_a_start_and_the_first_gives_the_zone()
    {
        var (admin, other) = (await api.AdminAsync(), CatalogueCalls.NewId("other"));
        await api.NewResourceAsync(admin, other, "default", ["07:00-08:00"]);
        var id = await api.NewServiceAsync(
            "Europe/Berlin", 60, 60, ["09:00-11:00"], change: service => service["resource_ids"]!.AsArray().Add(other));
        var answer = await api.FindAsync(admin, $"service_id={id}&from=2030-05-06&to=2030-05-07");
        Assert.Equal("Europe/Berlin", answer.Member("time_zone"));
        Assert.Equal(["2030-05-06T09:00:00+02:00", "2030-05-06T10:00:00+02:00"], answer.Starts());
        Assert.Equal([2, 1], answer.Slots().Select(slot => (int)slot["places_left"]!));
        Assert.Equal([id, other], answer.Slots()[0]["resource_ids"]!.AsArray().Select(resource => (string)resource!));
    }
}
