using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.ReadModels;
using BookingEngine.Rezoning;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;
using BookingEngine.Times;
using BookingEngine.Users;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.Rezoning;

/// <summary>Bookings in Vancouver that were agreed by the rules of 2025b, which ended summer time each autumn. Those of today do not.</summary>
public sealed class RezoneTests : SalonTests
{
    private const string Nine = "2031-01-15T09:00:00";

    private static readonly Instant OldNine = Instant.FromUtc(2031, 1, 15, 17, 0);

    private readonly Dictionary<string, string> _users = [];

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var place = CatalogueCalls.Location("vancouver");
        place["time_zone"] = "America/Vancouver";
        Assert.Equal(201, (await Salon.SendAsync(SalonFixture.Admin, Call.PostJson("/locations", place.ToJsonString()))).Status);
        var chair = CatalogueCalls.OpenRoundTheClock("chair-1");
        chair["location_id"] = "vancouver";
        Assert.Equal(200, (await Salon.SendAsync(SalonFixture.Admin, Call.PutJson("/resources/chair-1", chair.ToJsonString(), "*"))).Status);
        await Salon.ServiceAsync("cut");
    }

    [Fact]
    public async Task A_booking_of_older_rules_gets_the_instant_that_keeps_its_local_time()
    {
        var id = await AgreeAsync(SalonFixture.Ada, OldNine, Nine);
        Assert.Equal(new RezoneResult(1, 0, 0), await RunAsync());
        var booking = await Salon.GetAsync(SalonFixture.Ada, $"/bookings/{id}");
        Assert.Equal(("2031-01-15T09:00:00-07:00", "2031-01-15T10:00:00-07:00"), (booking.Member("slot"), booking.Member("end")));
        Assert.Equal(default, await RunAsync());
        var history = (await Salon.GetAsync(SalonFixture.Ada, $"/bookings/{id}/history")).Json["entries"]!.AsArray();
        Assert.Equal(["booked", "rezoned"], history.Select(e => (string)e!["change"]!));
        var mail = Assert.Single(await Api.WaitForMailsAsync(SalonFixture.Ada, 2), mail => mail.Subject!.StartsWith("Your appointment is now", StringComparison.Ordinal));
        Assert.Contains("09:00", mail.TextBody, StringComparison.Ordinal);
        var audited = (await Salon.GetAsync(SalonFixture.Admin, "/audit")).Json["entries"]![0]!;
        Assert.Equal(("bookings_rezoned", ZoneData.Version, 1), ((string)audited["act"]!, (string)audited["rezoned"]!["zone_data"]!, (int)audited["rezoned"]!["moved"]!));
    }

    [Fact]
    public async Task Bookings_that_shift_together_are_one_event_and_do_not_stand_in_each_others_way()
    {
        var first = await AgreeAsync(SalonFixture.Ada, OldNine, Nine);
        var second = await AgreeAsync(SalonFixture.Ada, OldNine + Duration.FromHours(1), "2031-01-15T10:00:00");
        Assert.Equal(new RezoneResult(2, 0, 0), await RunAsync());
        Assert.Equal("booking-rezoned.v1*2", (await Salon.TypesAsync())[^1]);
        Assert.Equal("2031-01-15T09:00:00-07:00", (await Salon.GetAsync(SalonFixture.Ada, $"/bookings/{first}")).Member("slot"));
        Assert.Equal("2031-01-15T10:00:00-07:00", (await Salon.GetAsync(SalonFixture.Ada, $"/bookings/{second}")).Member("slot"));
    }

    [Fact]
    public async Task What_is_taken_by_then_stays_and_is_reported_until_it_can_move()
    {
        var other = await Salon.BookAsync(SalonFixture.Ben, "2031-01-15T16:30:00Z");
        var id = await AgreeAsync(SalonFixture.Ada, OldNine + Duration.FromMinutes(30), "2031-01-15T09:30:00");
        Assert.Equal(new RezoneResult(0, 1, 1), await RunAsync());
        Assert.Equal(new RezoneResult(0, 0, 1), await RunAsync());
        var listed = (await Salon.GetAsync(SalonFixture.Admin, "/bookings?rezone_conflict=true")).Json["bookings"]!.AsArray();
        Assert.Equal(($"{id}", "taken"), ((string)Assert.Single(listed)!["id"]!, (string)listed[0]!["rezone_conflict"]!));
        Assert.Equal((403, "missing_role"), await Salon.GetAsync(SalonFixture.Stella, "/bookings?rezone_conflict=true").CodeAsync());
        await Salon.PostAsync(SalonFixture.Ben, $"/bookings/{other.Member("id")}/cancel");
        Assert.Equal(new RezoneResult(1, 0, 0), await RunAsync());
        Assert.Empty((await Salon.GetAsync(SalonFixture.Admin, "/bookings?rezone_conflict=true")).Json["bookings"]!.AsArray());
    }

    [Fact]
    public async Task Bookings_of_newer_rules_of_the_past_and_of_unchanged_zones_stay()
    {
        await AgreeAsync(SalonFixture.Ada, OldNine, Nine, zoneData: "2999a");
        await AgreeAsync(SalonFixture.Ada, Instant.FromUtc(2031, 7, 15, 16, 0), "2031-07-15T09:00:00");
        var cancelled = await AgreeAsync(SalonFixture.Ada, OldNine + Duration.FromDays(1), "2031-01-16T09:00:00");
        await Salon.PostAsync(SalonFixture.Ada, $"/bookings/{cancelled}/cancel");
        Assert.Equal(default, await RunAsync());
        await AgreeAsync(SalonFixture.Ada, OldNine + Duration.FromDays(2), "2031-01-17T09:00:00");
        await Salon.AdvanceToAsync(DateTimeOffset.Parse("2031-01-17T18:00:00Z", null));
        Assert.Equal(default, await RunAsync());
    }

    [Fact]
    public async Task More_bookings_of_a_resource_than_one_commit_takes_all_move()
    {
        List<BookingMade> bookings = [];
        for (var hours = 0; hours <= 1_000; hours++)
        {
            bookings.Add(await MadeAsync(SalonFixture.Ada, OldNine + Duration.FromHours(hours), LocalAfter(hours)));
        }

        foreach (var some in bookings.Chunk(400))
        {
            await AppendAsync("chair-1", some);
        }

        Assert.Equal(new RezoneResult(1_001, 0, 0), await RunAsync());
        Assert.Equal(default, await RunAsync());
        Assert.Equal("2031-01-15T09:00:00-07:00", await SlotOfAsync(bookings[0].BookingId));
        Assert.Equal("2031-02-26T01:00:00-07:00", await SlotOfAsync(bookings[^1].BookingId));

        static string LocalAfter(int hours) => SlotTime.TextOf(SlotTime.TryRead(Nine)!.Value.Local.PlusHours(hours));
    }

    [Fact]
    public async Task A_calendar_that_fails_does_not_stop_the_others()
    {
        var first = await AgreeAsync(SalonFixture.Ada, OldNine, Nine);
        var other = await AgreeAsync(SalonFixture.Ben, OldNine + Duration.FromDays(1), "2031-01-16T09:00:00", chair: "chair-2");
        var decisions = 0;
        var ids = RecordingProxy.Around(Salon.Services.GetRequiredService<IIds>(), _ => FailFirst());
        var handler = ActivatorUtilities.CreateInstance<RezoneHandler>(Salon.Services, ids);
        Assert.Equal(new RezoneResult(1, 0, 1), await handler.RunAsync("test", CancellationToken.None));
        Assert.Equal("2031-01-16T09:00:00-07:00", await SlotOfAsync(other, SalonFixture.Ben));
        Assert.Equal(new RezoneResult(1, 0, 0), await RunAsync());
        Assert.Equal("2031-01-15T09:00:00-07:00", await SlotOfAsync(first));

        void FailFirst()
        {
            if (decisions++ == 0)
            {
                throw new StoreUnavailableException("It does not answer.");
            }
        }
    }

    [Fact]
    public async Task A_session_stays_together_although_its_service_has_fewer_places_by_now()
    {
        var ids = new[] { await AgreeAsync(SalonFixture.Ada, OldNine, Nine, capacity: 3), await AgreeAsync(SalonFixture.Ben, OldNine, Nine, capacity: 3) };
        Assert.Equal(new RezoneResult(2, 0, 0), await RunAsync());
        Assert.Equal("2031-01-15T09:00:00-07:00", await SlotOfAsync(ids[0]));
        Assert.Equal("2031-01-15T09:00:00-07:00", await SlotOfAsync(ids[1], SalonFixture.Ben));
    }

    [Fact]
    public async Task A_booking_whose_history_is_behind_is_left_for_the_next_look()
    {
        var id = await AgreeAsync(SalonFixture.Ada, OldNine, Nine);
        var (models, former) = (Salon.Services.GetRequiredService<IReadModelStore>(), Calendar.StreamOf(new ResourceId("chair-1")));
        var before = await models.ListOfStreamAsync(BookingsProjection.ModelName, former, CancellationToken.None);
        Assert.Equal(200, (await Salon.RescheduleAsync(SalonFixture.Ada, $"{id}", "2031-01-20T12:00:00-07:00", ("resource_id", "chair-2"))).Status);
        var position = await models.PositionAsync(BookingsProjection.ModelName, former, CancellationToken.None);
        Assert.True(await models.TryReplaceStreamAsync(BookingsProjection.ModelName, former, position, before));
        await RunAsync();
        Assert.DoesNotContain("booking-rezoned.v1", await Salon.TypesAsync("chair-2"));
    }

    [Theory]
    [InlineData("America/New_York", "2031-03-09T02:30:00", "2031-03-09T07:30:00Z", null, "local_time_invalid")]
    [InlineData("America/New_York", "2031-11-02T01:30:00", "2031-11-02T05:30:00Z", "2031-11-02T05:30:00Z", null)]
    [InlineData("America/New_York", "2031-11-02T01:30:00", "2031-11-02T06:30:00Z", "2031-11-02T06:30:00Z", null)]
    [InlineData("America/New_York", "2031-11-02T01:30:00", "2031-11-02T07:30:00Z", null, "local_time_ambiguous")]
    [InlineData("America/Vancouver", "2031-11-02T01:30:00", "2031-11-02T09:30:00Z", "2031-11-02T08:30:00Z", null)]
    public void A_local_time_that_is_none_or_two_is_never_guessed(string zone, string local, string agreed, string? start, string? conflict)
    {
        var (time, at) = (SlotTime.TryRead(local)!.Value.Local, SlotTime.TryRead(agreed)!.Value.Instant!.Value);
        var resolved = AgreedTime.Resolve(new BookedInterval(at, at, time, zone, "2025b"), ZoneData.Zones[zone]);
        Assert.Equal((start is null ? null : SlotTime.TryRead(start)!.Value.Instant, conflict), resolved);
    }

    [Fact]
    public async Task The_sweep_looks_again_after_an_upgrade_until_nothing_is_left_and_never_goes_back()
    {
        var checkpoints = Salon.Services.GetRequiredService<ICheckpoints>();
        var sweep = Salon.Services.GetRequiredService<RezoneSweep>();
        await SaveAsync("2025b");
        var first = await AgreeAsync(SalonFixture.Ada, OldNine, Nine);
        await sweep.RunAsync(CancellationToken.None);
        Assert.Equal("2031-01-15T09:00:00-07:00", await SlotOfAsync(first));

        var second = await AgreeAsync(SalonFixture.Ada, OldNine + Duration.FromDays(1), "2031-01-16T09:00:00");
        await sweep.RunAsync(CancellationToken.None);
        Assert.Equal("2031-01-16T10:00:00-07:00", await SlotOfAsync(second));
        await Salon.AdvanceToAsync(Salon.Clock.GetUtcNow().AddHours(1));
        await sweep.RunAsync(CancellationToken.None);
        Assert.Equal("2031-01-16T09:00:00-07:00", await SlotOfAsync(second));
        Assert.StartsWith($"{ZoneData.Version} ", await checkpoints.FindAsync(RezoneSweep.Checkpoint, CancellationToken.None), StringComparison.Ordinal);
        await Salon.AdvanceToAsync(Salon.Clock.GetUtcNow().AddHours(1));
        await sweep.RunAsync(CancellationToken.None); // finds nothing that an older program has written meanwhile
        Assert.Equal(ZoneData.Version, await checkpoints.FindAsync(RezoneSweep.Checkpoint, CancellationToken.None));

        await SaveAsync("2999a");
        var third = await AgreeAsync(SalonFixture.Ada, OldNine + Duration.FromDays(2), "2031-01-17T09:00:00");
        await sweep.RunAsync(CancellationToken.None);
        Assert.Equal("2031-01-17T10:00:00-07:00", await SlotOfAsync(third));

        async Task SaveAsync(string text) =>
            Assert.True(await checkpoints.TryReplaceAsync(RezoneSweep.Checkpoint, await checkpoints.FindAsync(RezoneSweep.Checkpoint, CancellationToken.None), text));
    }

    private async Task<string> SlotOfAsync(BookingId id, string person = SalonFixture.Ada) => (await Salon.GetAsync(person, $"/bookings/{id}")).Member("slot");

    private Task<RezoneResult> RunAsync() => Salon.Services.GetRequiredService<RezoneHandler>().RunAsync("test", CancellationToken.None);

    // As a program with other zone data wrote it.
    private async Task<BookingId> AgreeAsync(
        string person, Instant start, string local, string zoneData = "2025b", string chair = "chair-1", int capacity = 1)
    {
        var made = await MadeAsync(person, start, local, zoneData, chair, capacity);
        await AppendAsync(chair, made);
        return made.BookingId;
    }

    private async Task<BookingMade> MadeAsync(string person, Instant start, string local, string zoneData = "2025b", string chair = "chair-1", int capacity = 1)
    {
        var user = _users[person] = _users.GetValueOrDefault(person) ?? (await Salon.GetAsync(person, "/users/me")).Member("id");
        var service = DefaultCatalogue.InitialService with { Id = new ServiceId("cut"), Duration = Duration.FromHours(1), Capacity = capacity };
        return new BookingMade(
            new BookingId(Guid.CreateVersion7()), new UserId(Guid.Parse(user)), service.Id, new ResourceId(chair), start, start + service.Duration, SlotTime.TryRead(local)!.Value.Local,
            "America/Vancouver", zoneData, 1, BookingTerms.Of(service), IsPending: false, IsOverride: false, HoldId: null, Details: null);
    }

    private async Task AppendAsync(string chair, params BookingMade[] made)
    {
        var events = Salon.Services.GetRequiredService<EventCatalogue>().WriteAll([.. made]);
        var (store, stream) = (Salon.Services.GetRequiredService<IEventStore>(), Calendar.StreamOf(new ResourceId(chair)));
        var version = (await store.ReadAsync(stream, 0, 2_000, CancellationToken.None))[^1].Version;
        var metadata = new CommitMetadata(Instant.FromDateTimeOffset(Salon.Clock.GetUtcNow()), null, "older program");
        var written = await store.AppendAsync([new Commit(new CommitId(Guid.CreateVersion7()), stream, version, events, metadata)]);
        Assert.Equal(1, written.Stand);
    }
}
