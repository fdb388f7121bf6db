using System.Text.Json.Nodes;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Locations;
using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.ExternalCalendars;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.EventSourcing;
using BookingEngine.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.Catalogue;

public sealed class ClosureTests : SalonTests
{
    [Fact]
    public async Task A_closed_date_of_the_location_closes_its_resources()
    {
        await Salon.ServiceAsync("cut");
        await CloseAsync(("2030-05-06", "2030-05-08"));
        Assert.Equal((422, "outside_hours"), await Salon.BookAsync(SalonFixture.Ada, "2030-05-06T10:00:00Z").CodeAsync());
        Assert.Equal((422, "outside_hours"), await Salon.BookAsync(SalonFixture.Ada, "2030-05-07T23:00:00Z", ("resource_id", "chair-2")).CodeAsync());
        Assert.Equal(201, await Salon.BookAsync(SalonFixture.Ada, "2030-05-08T00:00:00Z").StatusAsync());
        var days = (await Salon.GetAsync(SalonFixture.Ada, "/availability?service_id=cut&from=2030-05-05&to=2030-05-09&explain=true")).Json["days"]!.AsArray();
        Assert.Equal(["2030-05-05", "2030-05-08"], days.Where(d => d!["slots"]!.AsArray().Count > 0).Select(d => (string)d!["date"]!));
    }

    [Fact]
    public async Task A_night_belongs_to_the_date_on_which_it_begins_and_a_closure_cuts_its_tail()
    {
        await Salon.ServiceAsync("cut");
        await CloseAsync(("2030-05-07", "2030-05-08"));
        Assert.Equal(201, await Salon.BookAsync(SalonFixture.Ada, "2030-05-06T23:00:00Z").StatusAsync());
        Assert.Equal((422, "outside_hours"), await Salon.BookAsync(SalonFixture.Ben, "2030-05-06T23:30:00Z", ("resource_id", "chair-2")).CodeAsync());
    }

    [Fact]
    public async Task Hours_of_a_resource_for_the_date_win_over_the_closure()
    {
        await Salon.ServiceAsync("cut");
        var chair = CatalogueCalls.OpenRoundTheClock("chair-1");
        chair["overrides"] = JsonNode.Parse("""[{"date": "2030-05-06", "intervals": [["10:00", "12:00"]]}]""");
        Assert.Equal(200, (await Salon.SendAsync(SalonFixture.Admin, Call.PutJson("/resources/chair-1", chair.ToJsonString(), "*"))).Status);
        await CloseAsync(("2030-05-06", "2030-05-07"));
        Assert.Equal(201, await Salon.BookAsync(SalonFixture.Ada, "2030-05-06T10:00:00Z").StatusAsync());
        Assert.Equal((422, "outside_hours"), await Salon.BookAsync(SalonFixture.Ada, "2030-05-06T10:00:00Z", ("resource_id", "chair-2")).CodeAsync());
    }

    [Fact]
    public async Task Bookings_on_a_closed_date_stay_and_are_listed()
    {
        await Salon.ServiceAsync("cut");
        var booked = await Salon.BookAsync(SalonFixture.Ada, "2030-05-06T10:00:00Z");
        var changed = await CloseAsync(("2030-05-06", "2030-05-07"));
        Assert.Equal(booked.Member("id"), (string)Assert.Single(changed.Json["conflicts"]!.AsArray())!["id"]!);
        Assert.Equal("confirmed", (await Salon.GetAsync(SalonFixture.Ada, $"/bookings/{booked.Member("id")}")).Member("status"));
        Assert.Null((await Salon.GetAsync(SalonFixture.Admin, "/locations/default")).Json["conflicts"]);
    }

    [Fact]
    public async Task A_removed_closure_opens_again_and_each_calendar_was_told()
    {
        await Salon.ServiceAsync("cut");
        await CloseAsync(("2030-05-06", "2030-05-07"));
        await CloseAsync();
        Assert.Equal(201, await Salon.BookAsync(SalonFixture.Ada, "2030-05-06T10:00:00Z").StatusAsync());
        Assert.Equal(["location-closures-set.v1", "location-closures-set.v1", "booking-made.v1"], await Salon.TypesAsync());
        Assert.Equal(["location-closures-set.v1", "location-closures-set.v1"], await Salon.TypesAsync("chair-2"));
    }

    [Fact]
    public async Task A_series_skips_closed_dates()
    {
        await Salon.ServiceAsync("cut");
        await CloseAsync(("2030-05-07", "2030-05-08"));
        var booked = await Salon.PostAsync(
            SalonFixture.Ada, "/bookings/series", ("rule", "FREQ=DAILY;COUNT=3"), ("slot", SalonFixture.Ten), ("service_id", "cut"), ("on_conflict", "skip"));
        Assert.Equal((201, "closed"), (booked.Status, (string)Assert.Single(booked.Json["skipped"]!.AsArray())!["reason"]!));
    }

    [Fact]
    public void A_calendar_that_was_told_decides_so_although_its_location_is_an_old_one()
    {
        var told = new LocationClosuresSet(DefaultCatalogue.Location, 2, [new Closure(new(2030, 5, 6), new(2030, 5, 7), null)]);
        var state = Calendar.InitialOf(Calendar.StreamOf(DefaultCatalogue.Resource)).Apply(Recorded(told)).Apply(Recorded(told with { Version = 1, Closures = [] }));
        var old = new ResourceAtLocation(DefaultCatalogue.InitialResource, DefaultCatalogue.InitialLocation with { Version = 1 }, state);
        var newer = new ResourceAtLocation(DefaultCatalogue.InitialResource, DefaultCatalogue.InitialLocation with { Version = 3 }, state);
        Assert.Equal((1, 0), (old.Occupancy.Resource.Hours.Overrides.Length, newer.Occupancy.Resource.Hours.Overrides.Length));
    }

    [Theory]
    [InlineData("""[{"from": "2030-05-06", "to": "2030-05-06"}]""")]
    [InlineData("""[{"from": "2030-05-06", "to": "2031-06-06"}]""")]
    [InlineData("""[{"from": "2030-02-30", "to": "2030-05-06"}]""")]
    [InlineData("""[{"from": "2030-05-06"}]""")]
    [InlineData("""{"from": "2030-05-06", "to": "2030-05-07"}""")]
    public async Task A_closure_that_is_no_range_of_dates_is_refused(string closures)
    {
        var body = CatalogueCalls.Location("default");
        body["closures"] = JsonNode.Parse(closures);
        Assert.Equal((422, "invalid_fields"), await Salon.SendAsync(SalonFixture.Admin, Call.PutJson("/locations/default", body.ToJsonString(), "*")).CodeAsync());
    }

    [Fact]
    public async Task Holidays_are_imported_and_an_event_that_comes_again_is_replaced()
    {
        await CloseAsync(("2030-01-01", "2030-01-02"));
        var first = await ImportAsync(Event("a", "20301225", "20301227", "Christmas\\, both days"), Event("b", "20301224T100000", "20301224T110000", "A meeting"), Event("c", "20300501", null, "Labour Day"));
        Assert.Equal("timed", (string)Assert.Single(first.Json["skipped"]!.AsArray())!["reason"]!);
        Assert.Equal(["2030-01-01 2030-01-02 ", "2030-05-01 2030-05-02 Labour Day", "2030-12-25 2030-12-27 Christmas, both days"], Closures(first));
        var second = await ImportAsync(Event("a", "20311225", "20311226", "Christmas"));
        Assert.Equal(["2030-01-01 2030-01-02 ", "2030-05-01 2030-05-02 Labour Day", "2031-12-25 2031-12-26 Christmas"], Closures(second));
        Assert.Equal((422, "not_a_calendar"), await SendAsync("BEGIN:VCALENDAR\r\n").CodeAsync());
        Assert.Equal(428, await Salon.SendAsync(SalonFixture.Admin, Call.PostJson("/locations/default/closures", """{"calendar":"x"}""")).StatusAsync());
    }

    [Fact]
    public void Closed_dates_are_listed_once_for_all_states_of_a_calendar()
    {
        var location = DefaultCatalogue.InitialLocation with { Closures = [new Closure(new LocalDate(2030, 5, 6), new LocalDate(2030, 5, 8), null)] };
        var at = new ResourceAtLocation(DefaultCatalogue.InitialResource, location, Given.Events<Calendar>());
        var later = Given.Events<Calendar>(TestBooking.At(Instant.FromUtc(2030, 5, 9, 10, 0)));
        Assert.Equal(2, at.Occupancy.Resource.Hours.Overrides.Length);
        Assert.Same(at.Occupancy.Resource, (at with { State = later }).Occupancy.Resource);
        Assert.Same(at.Resource, (at with { Locations = ResourceLocations.Of(at.Resource, DefaultCatalogue.InitialLocation)! }).Occupancy.Resource);
    }

    [Fact]
    public void Only_whole_days_that_do_not_repeat_are_read()
    {
        var read = new IcsHolidays().Read(File(
            Event("a", "20301225", "20301225", "No length"), Event("b", "20301225", null, "Again").Replace("END:VEVENT", "RRULE:FREQ=YEARLY\r\nEND:VEVENT", StringComparison.Ordinal),
            Event("c", "2030", null, "No date"), Event("d", "20301225", "20330101", "Years"), Event("e", "20301225", null, "One"),
            Event("f", "19691231", null, "Too early"), Event("g", "89991231", "90000101", "Too late")))!;
        Assert.Equal(["e"], read.Closures.Select(c => c.Uid));
        Assert.Equal([new("a", "invalid"), new("b", "repeated"), new("c", "invalid"), new("d", "invalid"), new("f", "invalid"), new SkippedEvent("g", "invalid")], read.Skipped.ToArray());
        Assert.Null(new IcsHolidays().Read("no calendar"));
    }

    private static RecordedEvent Recorded(LocationClosuresSet e) =>
        new(Calendar.StreamOf(DefaultCatalogue.Resource), 1, e, new CommitMetadata(Instant.FromUtc(2030, 1, 1, 0, 0), null, "test"));

    private static string[] Closures(Answer answer) => [.. answer.Json["closures"]!.AsArray().Select(c => $"{c!["from"]} {c["to"]} {c["name"]}")];

    private static string Event(string uid, string start, string? end, string name) => string.Concat(
        $"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTART{(start.Length == 8 ? ";VALUE=DATE" : "")}:{start}\r\n", end is null ? "" : $"DTEND:{end}\r\n", $"SUMMARY:{name}\r\nEND:VEVENT\r\n");

    private static string File(params string[] events) => $"BEGIN:VCALENDAR\r\n{string.Concat(events)}END:VCALENDAR\r\n";

    private async Task<Answer> ImportAsync(params string[] events)
    {
        var answer = await SendAsync(File(events));
        Assert.True(answer.Status == 200, answer.Text);
        return answer;
    }

    private Task<Answer> SendAsync(string file) => Salon.SendAsync(
        SalonFixture.Admin, Call.PutJson("/locations/default/closures", new JsonObject { ["calendar"] = file }.ToJsonString(), "*") with { Method = "POST" });

    private async Task<Answer> CloseAsync(params (string From, string To)[] closures)
    {
        var body = CatalogueCalls.Location("default");
        body["time_zone"] = "UTC";
        body["closures"] = new JsonArray([.. closures.Select(c => new JsonObject { ["from"] = c.From, ["to"] = c.To })]);
        var answer = await Salon.SendAsync(SalonFixture.Admin, Call.PutJson("/locations/default", body.ToJsonString(), "*"));
        Assert.True(answer.Status == 200, answer.Text);
        return answer;
    }
}
