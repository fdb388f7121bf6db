using System.Collections.Immutable;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Book;
using BookingEngine.Bookings.Cancel;
using BookingEngine.Bookings.Series.Book;
using BookingEngine.Bookings.Series.Change;
using BookingEngine.Bookings.Series.Rules;
using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Locations;
using BookingEngine.Users;
using BookingEngine.Waitlist;
using NodaTime;
using static BookingEngine.Tests.Waitlist.WaitlistFixture;

namespace BookingEngine.Tests.Waitlist;

/// <summary>What frees places of more than one booking, resource or service. Each is offered within five seconds, and whole.</summary>
public sealed class FreedPlaceTests
{
    private static readonly ServiceId Wash = new("wash"), Visit = new("visit");
    private static readonly Instant HalfPast = Ten + Duration.FromMinutes(30);
    private static readonly ImmutableArray<ResourceNeed> Needs = [new(1) { Kind = "person" }, new(1) { Kind = "room" }];

    [Fact]
    public async Task A_day_that_is_closed_no_more_is_offered()
    {
        await using var fixture = await OpenAsync();
        await CloseAsync(fixture, new Closure(new LocalDate(2030, 1, 2), new LocalDate(2030, 1, 3), Name: null));
        var entry = await fixture.JoinAsync(2);
        await fixture.DeliverAsync();
        Assert.Equal(EntryStatus.Waiting, await fixture.StatusOfAsync(entry));
        await CloseAsync(fixture);
        await AssertOfferedAsync(fixture, entry, Ann);
    }

    [Theory]
    [InlineData(SeriesScope.Following, new[] { false, true, true })]
    [InlineData(SeriesScope.All, new[] { true, true, true })]
    public async Task A_cancelled_series_offers_each_of_its_places(SeriesScope scope, bool[] offered)
    {
        await using var fixture = await OpenAsync();
        var bookings = await SeriesAsync(fixture);
        List<WaitlistEntry> entries = [];
        foreach (var booking in bookings)
        {
            entries.Add(await fixture.JoinAsync(2 + entries.Count, join => join with { From = new(null, booking.Slot), To = new(null, booking.Slot + Minute) }));
        }

        await fixture.DeliverAsync();
        var cancelled = await fixture.Get<CancelSeriesHandler>().HandleAsync(
            new CancelSeries(new CancelBooking(bookings[1].Id, new Actor(Person(1), Role.Customer)), scope), fixture.NewContext(), CancellationToken.None);
        Assert.Null(cancelled.Refusal);

        await FollowAsync(fixture);
        foreach (var (entry, isOffered) in entries.Zip(offered))
        {
            Assert.Equal(isOffered ? EntryStatus.Offered : EntryStatus.Waiting, await fixture.StatusOfAsync(entry));
        }
    }

    [Fact]
    public async Task More_seats_of_a_session_are_offered()
    {
        await using var fixture = await OpenAsync(WaitlistFixture.InMemory, service => service with { Capacity = 2 });
        await fixture.BookAsync(1);
        var entry = await fixture.JoinAsync(2, join => join with { Quantity = 2 });
        await fixture.DeliverAsync();
        Assert.Equal(EntryStatus.Waiting, await fixture.StatusOfAsync(entry));
        await fixture.ChangeAsync(service => service with { Capacity = 3 });
        await AssertOfferedAsync(fixture, entry, Ann);
    }

    [Fact]
    public async Task A_cancelled_booking_of_several_is_offered_whole()
    {
        ResourceId[] both = [new("person-1"), new("room-1")];
        await using var fixture = await OpenAsync(WaitlistFixture.InMemory, service => service with { ResourceIds = [], Needs = Needs }, both);
        var booking = await fixture.BookAsync(1);
        var entry = await fixture.JoinAsync(2);
        await fixture.DeliverAsync();
        await fixture.CancelAsync(booking);
        await AssertOfferedAsync(fixture, entry, both);
        Assert.Null((await fixture.TakeAsync(entry)).Refusal);
        await FollowAsync(fixture);
    }

    [Fact]
    public async Task A_cancelled_visit_offers_the_time_of_each_segment()
    {
        await using var fixture = await OpenVisitAsync();
        var booking = await fixture.BookAsync(1, service: Visit);
        var cut = await fixture.JoinAsync(2);
        var wash = await fixture.JoinAsync(3, join => join with { ServiceId = Wash, From = new(null, HalfPast), To = new(null, HalfPast + Minute) });
        await fixture.DeliverAsync();
        await fixture.CancelAsync(booking);
        await AssertOfferedAsync(fixture, cut, Ann);
        await AssertOfferedAsync(fixture, wash, Ben);
    }

    [Fact]
    public async Task A_visit_is_offered_with_all_its_segments_once_each_is_free()
    {
        await using var fixture = await OpenVisitAsync();
        Booking[] bookings = [await fixture.BookAsync(1), await fixture.BookAsync(1, HalfPast, service: Wash)];
        var entry = await fixture.JoinAsync(2, join => join with { ServiceId = Visit });
        await fixture.DeliverAsync();
        await fixture.CancelAsync(bookings[0]);
        await FollowAsync(fixture);
        Assert.Equal(EntryStatus.Waiting, await fixture.StatusOfAsync(entry));
        await fixture.CancelAsync(bookings[1]);
        await AssertOfferedAsync(fixture, entry, Ann, Ben);

        Assert.False((await fixture.TakeAsync(entry)).IsRefused(out var refusal, out var booking), refusal?.Code);
        Assert.Equal([Ten, HalfPast], booking.Segments!.Value.Select(segment => segment.Start));
        await FollowAsync(fixture);
    }

    [Fact]
    public async Task Another_resource_of_a_segment_gives_a_visit_more()
    {
        await using var fixture = await OpenVisitAsync();
        var carl = new ResourceId("carl");
        await fixture.CreateAsync(DefaultCatalogue.InitialResource with { Id = carl });
        await fixture.BookAsync(1);
        var entry = await fixture.JoinAsync(2, join => join with { ServiceId = Visit });
        await fixture.DeliverAsync();
        await fixture.ChangeAsync(service => service with { ResourceIds = [Ann, carl] });
        await fixture.HandleEventsAsync<CataloguedService>(CataloguedService.StreamOf(Cut));
        await AssertOfferedAsync(fixture, entry, carl, Ben);
    }

    private static async Task<WaitlistFixture> OpenVisitAsync()
    {
        var fixture = await OpenAsync(WaitlistFixture.InMemory, service => service with { ResourceIds = [Ann] }, Ann, Ben);
        await fixture.CreateAsync(DefaultCatalogue.InitialService with { Id = Wash, ResourceIds = [Ben] });
        await fixture.CreateAsync(DefaultCatalogue.InitialService with { Id = Visit, ResourceIds = [], Segments = [new(Cut), new(Wash)] });
        return fixture;
    }

    private static async Task CloseAsync(WaitlistFixture fixture, params ImmutableArray<Closure> closures)
    {
        var changed = DefaultCatalogue.InitialLocation with { Closures = closures.IsEmpty ? null : closures };
        Assert.Null((await fixture.Get<ChangeLocationHandler>().HandleAsync(
            new ChangeLocation(changed, new Precondition(null)), fixture.NewContext(), CancellationToken.None)).Refusal);
    }

    private static async Task<ImmutableArray<Booking>> SeriesAsync(WaitlistFixture fixture)
    {
        var service = (await fixture.Get<CatalogueCache>().ServiceAsync(Cut, CancellationToken.None))!;
        var outcome = await fixture.Get<BookSeriesHandler>().HandleAsync(
            new BookSeries(new BookSlot(Person(1), service, Ten), new SeriesRule("FREQ=DAILY", Count: 3, Until: null), Skips: false), fixture.NewContext(), CancellationToken.None);
        Assert.False(outcome.IsRefused(out var refusal, out var series), refusal?.Code);
        await fixture.ProjectAsync();
        return series.Bookings;
    }

    private static async Task FollowAsync(WaitlistFixture fixture)
    {
        fixture.Pass(Duration.FromSeconds(5));
        await fixture.DeliverAsync();
        await fixture.AssertSettledAsync();
    }

    private static async Task AssertOfferedAsync(WaitlistFixture fixture, WaitlistEntry entry, params ResourceId[] resources)
    {
        await FollowAsync(fixture);
        Assert.Equal(resources, (await fixture.SeeAsync(entry)).OfferedAt(fixture.Now)?.ResourceIds);
    }
}
