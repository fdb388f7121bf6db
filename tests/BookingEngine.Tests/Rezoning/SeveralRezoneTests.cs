using System.Text.Json.Nodes;
using BookingEngine.Aggregates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Rezoning;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;
using BookingEngine.Times;
using BookingEngine.Transfers;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.Rezoning;

/// <summary>Bookings of a chair and a room in Vancouver that were agreed by the rules of 2025b. The room's calendar decides.</summary>
public sealed class SeveralRezoneTests : SalonTests
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var place = CatalogueCalls.Location("vancouver");
        place["time_zone"] = "America/Vancouver";
        Assert.Equal(201, (await Salon.SendAsync(SalonFixture.Admin, Call.PostJson("/locations", place.ToJsonString()))).Status);
        foreach (var id in new[] { "chair-1", "chair-2", "room-1" })
        {
            var resource = SalonFixture.With(CatalogueCalls.OpenRoundTheClock(id), ("location_id", "vancouver"));
            var isNew = id == "room-1";
            var call = isNew ? Call.PostJson("/resources", resource.ToJsonString()) : Call.PutJson($"/resources/{id}", resource.ToJsonString(), "*");
            Assert.Equal(isNew ? 201 : 200, (await Salon.SendAsync(SalonFixture.Admin, call)).Status);
        }

        var needs = new JsonArray(new JsonObject { ["resource_ids"] = new JsonArray("chair-1", "chair-2") }, new JsonObject { ["resource_ids"] = new JsonArray("room-1") });
        await Salon.ServiceAsync("cut", ("resource_ids", null), ("needs", needs));
        await Salon.ServiceAsync("wash", ("resource_ids", new JsonArray("chair-1", "chair-2")));
    }

    [Fact]
    public async Task A_booking_of_several_resources_moves_in_all_its_calendars_by_one_decision()
    {
        var id = await BookedByOldRulesAsync("2031-01-15T17:00:00Z", "2031-01-15T09:00:00");
        Assert.Equal(new RezoneResult(1, 0, 0), await RunAsync());
        Assert.Equal("2031-01-15T09:00:00-07:00", await SlotOfAsync(id));
        await AssertTakenAsync("2031-01-15T16:00:00Z");
        Assert.Equal(default, await RunAsync());
        var history = (await Salon.GetAsync(SalonFixture.Ada, $"/bookings/{id}/history")).Json["entries"]!.AsArray();
        Assert.Equal("rezoned", (string)history[^1]!["change"]!);
        Assert.Equal("booking-rezoned.v1", (await Salon.TypesAsync("room-1"))[^1]);
        Assert.Equal(["time-reserved.v1", "time-kept.v1"], (await Salon.TypesAsync())[^2..]);
        Assert.Equal(200, (await Salon.PostAsync(SalonFixture.Ada, $"/bookings/{id}/cancel")).Status);
        await AssertTakenAsync();
    }

    [Fact]
    public async Task All_move_although_the_run_lasts_longer_than_one_decision_may()
    {
        var ids = new List<string>();
        for (var day = 10; day < 20; day++)
        {
            ids.Add(await BookedAsync($"2031-01-{day}T17:00:00Z"));
        }

        foreach (var (place, id) in ids.Index())
        {
            await AgreeAsync("room-1", id, $"2031-01-{place + 10}T17:00:00Z", $"2031-01-{place + 10}T09:00:00");
        }

        // Each decision begins a quarter of its time after the one before.
        var slowIds = RecordingProxy.Around(Salon.Services.GetRequiredService<IIds>(), _ => Salon.Clock.Advance(JointDecisions.Deadline.ToTimeSpan() / 4));
        var handler = ActivatorUtilities.CreateInstance<RezoneHandler>(Salon.Services, slowIds);
        Assert.Equal(new RezoneResult(10, 0, 0), await handler.RunAsync("test", CancellationToken.None));
        Assert.Equal("2031-01-19T09:00:00-07:00", await SlotOfAsync(ids[^1]));
    }

    [Fact]
    public async Task A_chair_that_is_taken_keeps_the_whole_booking_where_it_is()
    {
        var other = await Salon.BookAsync(SalonFixture.Ben, "2031-01-15T16:00:00Z", ("service_id", "wash"));
        var id = await BookedByOldRulesAsync("2031-01-15T17:00:00Z", "2031-01-15T09:00:00");
        Assert.Equal(new RezoneResult(0, 1, 1), await RunAsync());
        Assert.Equal(new RezoneResult(0, 0, 1), await RunAsync());
        Assert.Equal("2031-01-15T10:00:00-07:00", await SlotOfAsync(id));
        var listed = (await Salon.GetAsync(SalonFixture.Admin, "/bookings?rezone_conflict=true")).Json["bookings"]!.AsArray();
        Assert.Equal((id, "taken"), ((string)Assert.Single(listed)!["id"]!, (string)listed[0]!["rezone_conflict"]!));
        await Salon.PostAsync(SalonFixture.Ben, $"/bookings/{other.Member("id")}/cancel");
        Assert.Equal(new RezoneResult(1, 0, 0), await RunAsync());
        Assert.Empty((await Salon.GetAsync(SalonFixture.Admin, "/bookings?rezone_conflict=true")).Json["bookings"]!.AsArray());
        await AssertTakenAsync("2031-01-15T16:00:00Z");
    }

    [Fact]
    public async Task Bookings_of_one_and_of_several_resources_make_room_for_each_other()
    {
        var late = await BookedAsync("2031-01-15T19:00:00Z");
        var alone = (await Salon.BookAsync(SalonFixture.Ada, "2031-01-15T18:00:00Z", ("service_id", "wash"))).Member("id");
        var early = await BookedAsync("2031-01-15T17:00:00Z");
        await AgreeAsync("room-1", late, "2031-01-15T19:00:00Z", "2031-01-15T11:00:00");
        await AgreeAsync("chair-1", alone, "2031-01-15T18:00:00Z", "2031-01-15T10:00:00");
        await AgreeAsync("room-1", early, "2031-01-15T17:00:00Z", "2031-01-15T09:00:00");
        Assert.Equal(new RezoneResult(3, 0, 0), await RunAsync());
        Assert.Equal(
            ["2031-01-15T09:00:00-07:00", "2031-01-15T10:00:00-07:00", "2031-01-15T11:00:00-07:00"],
            [await SlotOfAsync(early), await SlotOfAsync(alone), await SlotOfAsync(late)]);
        Assert.DoesNotContain("rezone-conflict-found.v1", await Salon.TypesAsync());
    }

    [Fact]
    public async Task Bookings_of_a_series_move_by_decisions_of_their_own_and_stay_together()
    {
        var booked = await Salon.PostAsync(
            SalonFixture.Ada, "/bookings/series", ("service_id", "cut"), ("slot", "2031-01-15T17:00:00Z"), ("rule", "FREQ=DAILY;COUNT=3"));
        Assert.True(booked.Status == 201, booked.Text);
        string[] ids = [.. booked.Json["bookings"]!.AsArray().Select(b => (string)b!["id"]!)];
        foreach (var (day, id) in ids.Index())
        {
            await AgreeAsync("room-1", id, $"2031-01-{day + 15}T17:00:00Z", $"2031-01-{day + 15}T09:00:00");
        }

        Assert.Equal(new RezoneResult(3, 0, 0), await RunAsync());
        await AssertTakenAsync("2031-01-15T16:00:00Z", "2031-01-16T16:00:00Z", "2031-01-17T16:00:00Z");
        var moved = await Salon.RescheduleAsync(SalonFixture.Ada, ids[0], "2031-01-15T11:00:00", ("scope", "all"));
        Assert.True(moved.Status == 200, moved.Text);
        await AssertTakenAsync("2031-01-15T18:00:00Z", "2031-01-16T18:00:00Z", "2031-01-17T18:00:00Z");
        Assert.Equal(200, (await Salon.PostAsync(SalonFixture.Ada, $"/bookings/{ids[1]}/cancel", ("scope", "all"))).Status);
        await AssertTakenAsync();
    }

    [Fact]
    public async Task A_visit_of_several_services_moves_with_all_its_segments()
    {
        var visit = await VisitAsync();
        Assert.Equal(new RezoneResult(1, 0, 0), await RunAsync());
        Assert.Equal("2031-01-15T09:00:00-07:00", await SlotOfAsync(visit));
        var segments = (await Salon.GetAsync(SalonFixture.Ada, $"/bookings/{visit}")).Json["segments"]!.AsArray();
        Assert.Equal(["2031-01-15T09:00:00-07:00", "2031-01-15T10:00:00-07:00"], segments.Select(s => (string)s!["start"]!));
        foreach (var (resource, start) in new[] { ("chair-1", "2031-01-15T16:00:00Z"), ("room-1", "2031-01-15T17:00:00Z") })
        {
            Assert.Equal(SlotTime.TryRead(start)!.Value.Instant!.Value, Assert.Single((await CalendarAsync(resource)).Occupied.Times, time => time.Blocks).Start);
        }

        Assert.Equal(default, await RunAsync());
    }

    [Fact]
    public async Task A_visit_whose_segment_has_no_room_stays_with_all_of_them()
    {
        await Salon.BookAsync(SalonFixture.Ben, "2031-01-15T16:00:00Z", ("service_id", "wash"), ("resource_id", "chair-1"));
        var visit = await VisitAsync();
        Assert.Equal(new RezoneResult(0, 1, 1), await RunAsync());
        Assert.Equal(new RezoneResult(0, 0, 1), await RunAsync());
        Assert.Equal("2031-01-15T10:00:00-07:00", await SlotOfAsync(visit));
        var listed = (await Salon.GetAsync(SalonFixture.Admin, "/bookings?rezone_conflict=true")).Json["bookings"]!.AsArray();
        Assert.Equal("taken", (string)Assert.Single(listed)!["rezone_conflict"]!);
        Assert.Equal(["2031-01-15T18:00:00Z"], (await CalendarAsync("room-1")).Occupied.Times.Where(t => t.Blocks).Select(t => $"{t.Start}"));
    }

    // The chair at ten, then the room at eleven, agreed as nine and ten.
    private async Task<string> VisitAsync()
    {
        await Salon.ServiceAsync("trim", ("resource_ids", new JsonArray("room-1")));
        var segments = new JsonArray(new JsonObject { ["service_id"] = "wash" }, new JsonObject { ["service_id"] = "trim" });
        await Salon.ServiceAsync("visit", ("duration", null), ("resource_ids", null), ("segments", segments));
        var booked = await Salon.BookAsync(SalonFixture.Ada, "2031-01-15T17:00:00Z", ("service_id", "visit"), ("resource_id", null), ("resource_ids", new JsonArray("chair-1")));
        Assert.Equal(201, booked.Status);
        await AgreeAsync("room-1", booked.Member("id"), "2031-01-15T17:00:00Z", "2031-01-15T09:00:00", hours: 2);
        return booked.Member("id");
    }

    // All calendars have the booking at this time, or at none.
    private async Task AssertTakenAsync(params string[] starts)
    {
        foreach (var resource in new[] { "chair-1", "room-1" })
        {
            Assert.Equal(starts.Select(start => SlotTime.TryRead(start)!.Value.Instant!.Value), (await CalendarAsync(resource)).Occupied.All.Select(e => e.Start));
        }
    }

    private async Task<Calendar> CalendarAsync(string resource) => (await Salon.Services.GetRequiredService<AggregateLoader>().RefreshAsync<Calendar>(
        Calendar.StreamOf(new ResourceId(resource)), CancellationToken.None)).State;

    private async Task<string> SlotOfAsync(string id) => (await Salon.GetAsync(SalonFixture.Ada, $"/bookings/{id}")).Member("slot");

    private Task<RezoneResult> RunAsync() => Salon.Services.GetRequiredService<RezoneHandler>().RunAsync("test", CancellationToken.None);

    private async Task<string> BookedByOldRulesAsync(string start, string local)
    {
        var id = await BookedAsync(start);
        await AgreeAsync("room-1", id, start, local);
        return id;
    }

    private async Task<string> BookedAsync(string start)
    {
        var booked = await Salon.BookAsync(SalonFixture.Ada, start, ("resource_id", null), ("resource_ids", new JsonArray("chair-1")));
        Assert.Equal(201, booked.Status);
        return booked.Member("id");
    }

    // A program with older zone data agrees on the same instant by its own rules.
    private async Task AgreeAsync(string resource, string id, string start, string local, int hours = 1)
    {
        var (store, stream, at) = (Salon.Services.GetRequiredService<IEventStore>(), Calendar.StreamOf(new ResourceId(resource)), SlotTime.TryRead(start)!.Value.Instant!.Value);
        var time = new BookedInterval(at, at + Duration.FromHours(hours), SlotTime.TryRead(local)!.Value.Local, "America/Vancouver", "2025b");
        var agreed = new BookingRescheduled(new BookingId(Guid.Parse(id)), null, time, IsOverride: false);
        var version = (await store.ReadAsync(stream, 0, 1_000, CancellationToken.None))[^1].Version;
        var metadata = new CommitMetadata(Instant.FromDateTimeOffset(Salon.Clock.GetUtcNow()), null, "older program");
        var written = await store.AppendAsync(
            [new Commit(new CommitId(Guid.CreateVersion7()), stream, version, [Salon.Services.GetRequiredService<EventCatalogue>().Write(agreed)], metadata)]);
        Assert.Equal(1, written.Stand);
    }
}
