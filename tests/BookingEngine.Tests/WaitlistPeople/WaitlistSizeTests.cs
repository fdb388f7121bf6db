using BookingEngine.Bookings;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using BookingEngine.Tests.EventSourcing;
using BookingEngine.Tests.Recovery;
using BookingEngine.Tests.Waitlist;
using BookingEngine.Users;
using BookingEngine.Users.Roles;
using BookingEngine.Waitlist;
using BookingEngine.Waitlist.Commands;
using BookingEngine.Waitlist.Reading;
using NodaTime;

namespace BookingEngine.Tests.WaitlistPeople;

/// <summary>What grows with those who wait has an end.</summary>
public sealed class WaitlistSizeTests
{
    private static readonly UserId Staff = WaitlistFixture.Person(50);

    [Theory]
    [InlineData(ServiceWaitlist.Maximum - 1, null)]
    [InlineData(ServiceWaitlist.Maximum, "service_waitlist_full")]
    public void A_service_has_at_most_the_maximum_of_open_entries(int waiting, string? code)
    {
        var list = new ServiceWaitlist([.. Enumerable.Range(0, waiting).Select(Entry)], [], 1);
        var joined = new EntryJoined(new EntryId(Guid.CreateVersion7()), Staff, WaitlistFixture.Cut, WaitlistExamples.Wish, Details: null);

        var (decision, again) = (JoinWaitlistHandler.Join(list, joined), JoinWaitlistHandler.Join(list, joined with { EntryId = list.Entries[0].Id }));

        Assert.Equal((code, code is null ? 1 : 0), (decision.Refusal?.Code, decision.Events.Length));
        Assert.Equal((null, 0), (again.Refusal?.Code, again.Events.Length));
    }

    [Fact]
    public async Task A_refused_start_that_is_over_is_forgotten()
    {
        await using var fixture = await WaitlistFixture.OpenAsync();
        var (first, later) = (await fixture.BookAsync(1), await fixture.BookAsync(1, WaitlistFixture.Ten + WaitlistFixture.Hour * 12));
        var entry = await fixture.JoinAsync(2, join => join with
        {
            To = new(null, WaitlistFixture.Ten + WaitlistFixture.Hour * 13),
            Times = [new(new(600), new(601)), new(new(1_320), new(1_321))],
        });
        foreach (var booking in new[] { first, later })
        {
            await fixture.CancelAsync(booking);
            fixture.Pass(Duration.FromSeconds(5));
            await fixture.DeliverAsync();
            await fixture.RefuseAsync(entry);
            await fixture.ProjectAsync();
            Assert.Equal([booking.Slot], (await fixture.SeeAsync(entry)).Missed!.Value.ToArray());
            fixture.Pass(Duration.Max(WaitlistFixture.Ten + WaitlistFixture.Hour - fixture.Now, Duration.Zero));
        }
    }

    [Fact]
    public async Task A_list_reads_the_resources_of_a_service_once()
    {
        await using var fixture = await WaitlistFixture.OpenAsync(
            WaitlistFixture.InMemory, service => service with { ResourceIds = [], Needs = [new(1) { Kind = "person" }] }, new ResourceId("person-1"));
        await fixture.Get<CommandExecutor>().ExecuteAsync<Team>(
            Team.Stream, fixture.NewContext(), _ => Decision.Of(
                new RoleChanged(Staff, Role.Staff, By: null, From: null), new StaffLinked(Staff, [new ResourceId("person-1")], By: null, From: null)),
            CancellationToken.None);
        await fixture.BookAsync(1);

        await fixture.JoinAsync(2);
        var (one, reads) = await ListAsync(fixture);
        await fixture.JoinAsync(3);
        await fixture.JoinAsync(4);
        var (three, more) = await ListAsync(fixture);

        Assert.Equal((1, 3, reads), (one, three, more));
    }

    private static async Task<(int Entries, int Reads)> ListAsync(WaitlistFixture fixture)
    {
        List<string> calls = [];
        var (models, bookings) = (RecordingProxy.Around(fixture.Get<IReadModelStore>(), calls.Add), fixture.Get<BookingAccess>());
        var needs = new NeedCandidateReader(fixture.Get<CalendarReader>(), new CatalogueReader<Resource>(CatalogueKinds.Resources, models));
        var handler = new ListWaitlistHandler(models, new WaitlistAccess(bookings, fixture.Get<CatalogueCache>(), needs), bookings);
        var page = await handler.HandleAsync(
            new ListWaitlist(new Actor(Staff, Role.Staff), new WaitlistFilter(OwnOnly: false, null, null), null, 10), CancellationToken.None);
        return (page.Entries.Count, calls.Count);
    }

    private static WaitlistEntry Entry(int number) => new(
        new EntryId(new Guid(number + 1, 0, 0, new byte[8])), WaitlistFixture.Person(number + 100), WaitlistFixture.Cut, WaitlistExamples.Wish, WaitlistFixture.Start, EntryStatus.Waiting, Details: null);
}
