using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Holds;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.EventSourcing;
using BookingEngine.Times;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Tests.Holds;

public sealed class HoldDecisionTests
{
    private static readonly Instant Now = Instant.FromUtc(2031, 6, 2, 9, 0);
    private static readonly Instant Ten = Instant.FromUtc(2031, 6, 2, 10, 0);
    private static readonly UserId Ada = new(Guid.CreateVersion7());
    private static readonly BookingId Id = new(Guid.CreateVersion7());
    private static readonly Service Service = DefaultCatalogue.InitialService with { BufferAfter = Duration.FromMinutes(5) };

    private static readonly HoldPlaced Held = new(
        Guid.CreateVersion7(), Ada, DefaultCatalogue.Service, BookedInterval.From(Ten, Duration.FromMinutes(30), DefaultCatalogue.InitialLocation), 1,
        BookingTerms.Of(Service), Now + Duration.FromMinutes(10));

    private static readonly BookHold Use = new(Ada, new HoldId(DefaultCatalogue.Resource, Held.HoldId), DefaultCatalogue.InitialService);

    [Fact]
    public void Case_21_a_hold_blocks_others_until_the_instant_it_expires()
    {
        var (calendar, wanted) = (Given.Events<Calendar>(Held), TestBooking.At(Ten));
        calendar.Book(wanted, Held.Expires - Duration.FromTicks(1)).ThenRefused("slot_unavailable");
        calendar.Book(wanted, Held.Expires).ThenEvents(wanted);
    }

    [Fact]
    public void A_hold_is_booked_with_all_its_details()
    {
        var made = new BookingMade(
            Id, Ada, Held.ServiceId, DefaultCatalogue.Resource, Ten, Held.Time.End, Held.Time.LocalStart, Held.Time.TimeZone, ZoneData.Version, 1,
            Held.Terms, IsPending: false, IsOverride: false, Held.HoldId, Details: null);
        Book(Use).ThenEvents(made);
        Book(Use, isPending: true).ThenEvents(made with { IsPending = true });
        var calendar = Given.Events<Calendar>(Held, made);
        Assert.Null(calendar.FindHold(Held.HoldId));
        Assert.Equal([Id], calendar.BookingSpans.Select(b => b.Id));
        calendar.Book(TestBooking.At(Ten + Duration.FromMinutes(34))).ThenRefused("slot_unavailable");
    }

    [Fact]
    public void A_hold_expires_without_an_event()
    {
        Assert.Null(Book(Use, now: Held.Expires - Duration.FromTicks(1)).Refusal);
        Book(Use, now: Held.Expires).ThenRefused("hold_expired");
    }

    [Fact]
    public void A_used_or_released_hold_cannot_be_booked()
    {
        var used = Book(Use).Events.Single();
        Book(Given.Events<Calendar>(Held, used), Use).ThenRefused("hold_expired");
        Book(Given.Events<Calendar>(Held, new HoldReleased(Held.HoldId)), Use).ThenRefused("hold_expired");
    }

    [Fact]
    public void A_hold_of_another_user_or_an_unknown_resource_is_unknown()
    {
        Book(Use with { UserId = new UserId(Guid.CreateVersion7()) }).ThenRefused("unknown_hold");
        Book(Given.EventsOf<Calendar>("nobody"), Use with { Id = Use.Id with { ResourceId = new("nobody") } }).ThenRefused("unknown_hold");
    }

    [Fact]
    public void Additional_fields_must_match_the_hold()
    {
        var same = Use with { When = At(Ten), ServiceId = Held.ServiceId, ResourceId = DefaultCatalogue.Resource, Quantity = 1 };
        Assert.Null(Book(same).Refusal);
        Assert.Null(Book(same with { When = new SlotInput(Held.Time.LocalStart, null) }).Refusal);
        BookHold[] others =
        [
            same with { When = At(Ten + Duration.FromMinutes(30)) }, same with { When = new SlotInput(Held.Time.LocalStart.PlusMinutes(1), null) },
            same with { ServiceId = new("other") }, same with { ResourceId = new("other") }, same with { Quantity = 2 },
        ];
        Assert.All(others, other => Book(other).ThenRefused("hold_mismatch"));
    }

    [Fact]
    public void A_hold_is_booked_despite_new_hours_but_not_after_retirement()
    {
        var closed = DefaultCatalogue.InitialResource with { Hours = Availability.Given.Never };
        Assert.Null(Book(Given.Events<Calendar>(Held, new ResourceChanged(closed)), Use).Refusal);
        Book(Given.Events<Calendar>(Held, new ResourceRetired(closed with { Active = false })), Use).ThenRefused("resource_inactive");
        var lasting = Held with { Expires = Ten + Duration.FromMinutes(1) };
        Assert.Null(Book(Given.Events<Calendar>(lasting), Use, Ten - Duration.FromTicks(1)).Refusal);
        Book(Given.Events<Calendar>(lasting), Use, Ten).ThenRefused("slot_in_past");
    }

    [Fact]
    public void The_owner_releases_a_hold_once()
    {
        var release = new ReleaseHold(Use.Id, Ada);
        ReleaseHoldHandler.Release(Given.Events<Calendar>(Held), release).ThenEvents(new HoldReleased(Held.HoldId));
        ReleaseHoldHandler.Release(Given.Events<Calendar>(Held, new HoldReleased(Held.HoldId)), release).ThenEvents();
        ReleaseHoldHandler.Release(Given.Events<Calendar>(Held), release with { UserId = new(Guid.CreateVersion7()) }).ThenRefused("not_found");
        ReleaseHoldHandler.Release(Given.EventsOf<Calendar>("nobody"), release with { Id = Use.Id with { ResourceId = new("nobody") } }).ThenRefused("not_found");
    }

    [Fact]
    public void An_expired_hold_is_dropped_with_the_next_event()
    {
        var metadata = new CommitMetadata(Held.Expires + Duration.FromTicks(1), null, "test");
        var later = new RecordedEvent(Calendar.StreamOf(DefaultCatalogue.Resource), 2, TestBooking.At(Ten), metadata);
        Assert.Equal(1, Given.Events<Calendar>(Held).Apply(later).Occupied.Count);
    }

    private static SlotInput At(Instant instant) => new(default, instant);

    private static Decision Book(BookHold command, bool isPending = false, Instant? now = null) =>
        BookHoldHandler.Book(Given.Events<Calendar>(Held), new HoldBooking(command, Id, command.UserId, isPending, null), now ?? Now);

    private static Decision Book(Calendar calendar, BookHold command, Instant? now = null) =>
        BookHoldHandler.Book(calendar, new HoldBooking(command, Id, command.UserId, IsPending: false, null), now ?? Now);
}
