using BookingEngine.Availability;
using BookingEngine.BookingLimits;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Pipeline.Quiet;
using BookingEngine.Waitlist;
using BookingEngine.Waitlist.Offers;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using static BookingEngine.Tests.Waitlist.WaitlistFixture;

namespace BookingEngine.Tests.Waitlist;

/// <summary>Without entries nobody looks for them.</summary>
public sealed class WaitlistCostTests
{
    [Fact]
    public async Task A_sweep_where_nobody_waits_reads_nothing_for_waitlists()
    {
        await using var fixture = await OpenAsync();
        await SaveAsync(fixture, waiting: 0);
        await fixture.BookAsync(1);
        var swept = await fixture.Get<Sweep>().RunAsync(CancellationToken.None);
        Assert.False(swept.MayWait);
        Assert.Equal(0, await new WaitlistSweep(looks: null!, models: null!, loader: null!, signal: null!, time: null!).RunAsync(swept, CancellationToken.None)); // it needs none
    }

    [Fact]
    public async Task A_sweep_knows_who_waited_at_the_last_one_and_who_has_joined_since()
    {
        await using var fixture = await OpenAsync();
        await fixture.BookAsync(1);
        await SaveAsync(fixture, waiting: 1);
        Assert.True((await fixture.Get<Sweep>().RunAsync(CancellationToken.None)).MayWait);

        await SaveAsync(fixture, waiting: 0);
        await fixture.JoinAsync(2);
        var swept = await fixture.Get<Sweep>().RunAsync(CancellationToken.None);
        Assert.Equal((true, ServiceWaitlist.StreamOf(Cut)), (swept.MayWait, swept.Waitlists.Single()));
    }

    [Fact]
    public async Task Where_nothing_is_free_no_booking_limits_are_read()
    {
        await using var fixture = await OpenAsync(WaitlistFixture.InMemory, service => service with { BookingLimits = [new(LimitPeriod.Day, 5, null)] });
        await fixture.BookAsync(1);
        var entry = await fixture.JoinAsync(2);
        var reader = new CandidateReader(
            fixture.Get<CalendarReader>(), fixture.Get<CatalogueCache>(), fixture.Get<CustomerLimitCheck>(), uses: null!, fixture.Get<MoveQueryReader>(), fixture.Get<NeedCandidateReader>());
        var search = new WishSearch(reader, customers: null!); // it needs neither
        Assert.False((await search.ReadAsync(Cut, entry.Wish, fixture.Now, CancellationToken.None)).IsRefused(out _, out var candidates));
        Assert.Empty((await search.FindAsync(candidates!, entry.UserId, entry.Wish, _ => true, count: 1, CancellationToken.None)).Slots);
    }

    [Fact]
    public async Task A_look_where_nothing_is_due_reads_each_calendar_few_times()
    {
        ResourceId[] resources = [Ann, Ben];
        await using var fixture = await OpenAsync(WaitlistFixture.InMemory, resources);
        var wash = new ServiceId("wash");
        await fixture.CreateAsync(DefaultCatalogue.InitialService with { Id = wash, ResourceIds = [.. resources] });
        await fixture.BookAsync(1, resource: Ann);
        await fixture.BookAsync(1, resource: Ben);
        await fixture.JoinAsync(2);
        await fixture.JoinAsync(3, join => join with { ServiceId = wash });
        await fixture.DeliverAsync();
        var reads = new List<StreamName>();
        var by = fixture.NewInstance(_ => Task.CompletedTask, reads.Add);
        var message = $"{ServiceWaitlist.StreamOf(Cut)}";
        await by.GetRequiredService<WaitlistMessages>().HandleAsync(message, CancellationToken.None);
        reads.Clear();
        await by.GetRequiredService<WaitlistMessages>().HandleAsync(message, CancellationToken.None);

        // Each calendar once to see who waits for it, and once for the search of each service. Each list once.
        Assert.Equal([3, 3], resources.Select(resource => reads.Count(read => read == Calendar.StreamOf(resource))));
        Assert.Equal([1, 1], new[] { Cut, wash }.Select(service => reads.Count(read => read == ServiceWaitlist.StreamOf(service))));
    }

    [Fact]
    public async Task A_freed_place_that_many_services_wait_for_is_looked_at_in_parts()
    {
        await using var fixture = await OpenAsync();
        var booking = await fixture.BookAsync(1);
        var last = await JoinManyAsync(fixture, (2 * WaitlistMatcher.MaximumServices) + 10);
        fixture.LoseMessages();
        await fixture.CancelAsync(booking);
        var reads = new List<StreamName>();
        var by = fixture.NewInstance(_ => Task.CompletedTask, reads.Add);
        foreach (var message in new[] { "calendar-ann", "calendar-ann after service049", "calendar-ann after service099" })
        {
            Assert.Equal((EntryStatus.Waiting, message), (await fixture.StatusOfAsync(last), fixture.Messages().Single()));
            fixture.LoseMessages();
            reads.Clear();
            await by.GetRequiredService<WaitlistMessages>().HandleAsync(message, CancellationToken.None);
            await fixture.ProjectAsync();
            Assert.Equal(WaitlistMatcher.MaximumServices, reads.Where(read => read.Category == ServiceWaitlist.Category).Distinct().Count());
        }

        Assert.Empty(fixture.Messages());
        Assert.Equal(EntryStatus.Offered, await fixture.StatusOfAsync(last));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_place_that_a_lapsed_offer_leaves_reaches_who_did_not_fit_into_its_look(bool byTimer)
    {
        await using var fixture = await OpenAsync();
        var booking = await fixture.BookAsync(1);
        var first = await fixture.JoinAsync(2);
        await fixture.CancelAsync(booking);
        await fixture.DeliverAsync();
        Assert.Equal(EntryStatus.Offered, await fixture.StatusOfAsync(first));
        var last = await JoinManyAsync(fixture, WaitlistMatcher.MaximumServices + 10);
        fixture.LoseMessages();
        fixture.Pass(Hour);
        if (byTimer)
        {
            Assert.Equal(WaitlistMatcher.MaximumServices + 11, await fixture.SweepAsync());
        }
        else
        {
            await fixture.Get<WaitlistMessages>().HandleAsync($"{ServiceWaitlist.StreamOf(Cut)}", CancellationToken.None);
        }

        await fixture.DeliverAsync();
        Assert.Equal(EntryStatus.Offered, await fixture.StatusOfAsync(last));
    }

    // One entry of each of many services. Only the last one waits for ten o'clock, the others for what stays taken.
    private static async Task<WaitlistEntry> JoinManyAsync(WaitlistFixture fixture, int services)
    {
        var halfPast = Ten + (Hour / 2);
        await fixture.BookAsync(1, halfPast);
        WaitlistEntry? entry = null;
        for (var n = 0; n < services; n++)
        {
            var (service, slot) = (new ServiceId($"service{n:000}"), n == services - 1 ? Ten : halfPast);
            await fixture.CreateAsync(DefaultCatalogue.InitialService with { Id = service, ResourceIds = [Ann] });
            entry = await fixture.JoinAsync(3 + n, join => join with { ServiceId = service, From = new(null, slot), To = new(null, slot + Minute) });
        }

        return entry!;
    }

    private static async Task SaveAsync(WaitlistFixture fixture, int waiting)
    {
        await fixture.Get<Sweep>().RunAsync(CancellationToken.None);
        await fixture.Get<QuietCheck>().SaveAsync(
            new Lag(0, Duration.Zero), poison: 0, new Failing(0, 0), isQuiet: waiting == 0, nextMail: null, waiting, CancellationToken.None);
    }
}
