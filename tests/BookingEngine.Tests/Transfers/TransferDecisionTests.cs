using BookingEngine.Bookings.Candidates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Slots;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.EventSourcing;
using BookingEngine.Transfers;
using NodaTime;

namespace BookingEngine.Tests.Transfers;

/// <summary>The decisions of both calendars for a transfer from <c>chair</c> to the default resource.</summary>
public sealed class TransferDecisionTests
{
    private static readonly Instant Ten = Instant.FromUtc(2031, 6, 2, 10, 0);
    private static readonly Instant Noon = Instant.FromUtc(2031, 6, 2, 12, 0);
    private static readonly ResourceId Chair = new("chair");
    private static readonly MoveId Move = new(Guid.CreateVersion7());
    private static readonly BookingMade Made = TestBooking.At(Ten) with { ResourceId = Chair };

    private static readonly MoveReserved Reserved = new(
        Move, Made.BookingId, Chair, null, Made.UserId, Made.ServiceId, 1, Made.Terms, BookingStatus.Confirmed, At(Noon), IsOverride: false,
        Instant.FromUtc(2030, 1, 1, 0, 0), Details: null);

    private static readonly BookingMovedAway Left =
        new(Made.BookingId, null, Move, DefaultCatalogue.Resource, At(Noon), BookingStatus.Confirmed)
        {
            Previous = new EarlierTime(Made.Start, Made.End, Made.TimeZone),
        };

    private static readonly CalendarBooking Known = Given.Events<Calendar>(Made).Find(Made.BookingId)!;

    [Fact]
    public void The_new_time_is_reserved_when_it_is_free()
    {
        Reserve(Given.Events<Calendar>()).ThenEvents(Reserved);
        Reserve(Given.Events<Calendar>(TestBooking.At(Noon + Duration.FromMinutes(29)))).ThenRefused("slot_unavailable");
        Reserve(Given.Events<Calendar>(TestBooking.At(Noon)), isOverride: true).ThenEvents(Reserved);
    }

    [Fact]
    public void A_booking_that_arrived_or_is_arriving_is_not_reserved_again()
    {
        Reserve(Given.Events<Calendar>(Reserved)).ThenRefused("booking_changed");
        Reserve(Given.Events<Calendar>(Reserved, new BookingMovedIn(Made.BookingId, Move, BookingStatus.Confirmed))).ThenRefused("booking_changed");
    }

    [Fact]
    public void A_retired_resource_or_one_without_the_service_accepts_no_transfer()
    {
        Reserve(Given.Events<Calendar>(new ResourceRetired(DefaultCatalogue.InitialResource with { Active = false }))).ThenRefused("resource_inactive");
        Reserve(Given.Events<Calendar>(), service: DefaultCatalogue.InitialService with { ResourceIds = [Chair] }).ThenRefused("service_not_offered");
    }

    [Fact]
    public void A_reservation_blocks_others_and_is_not_yet_a_booking()
    {
        var calendar = Given.Events<Calendar>(Reserved);
        calendar.Book(TestBooking.At(Noon)).ThenRefused("slot_unavailable");
        Assert.False(calendar.Find(Made.BookingId)!.IsHere);
        Assert.Equal([Made.BookingId], calendar.BookingSpans.Select(b => b.Id));
        Assert.NotNull(calendar.FindArriving(Open));
        Assert.Null(calendar.FindArriving(Open with { MoveId = new(Guid.CreateVersion7()) }));
        Assert.Null(calendar.FindArriving(Open with { BookingId = new(Guid.CreateVersion7()) }));
    }

    [Fact]
    public void A_reservation_ends_with_the_booking_or_with_free_time()
    {
        var arrived = Given.Events<Calendar>(Reserved, new BookingMovedIn(Made.BookingId, Move, BookingStatus.Confirmed));
        Assert.True(arrived.Find(Made.BookingId)!.IsHere);
        Assert.Equal(Move, arrived.Find(Made.BookingId)!.State.Arrival);
        arrived.Book(TestBooking.At(Noon)).ThenRefused("slot_unavailable");
        var released = Given.Events<Calendar>(Reserved, new MoveReleased(Made.BookingId, Move));
        Assert.Null(released.Find(Made.BookingId));
        Assert.Null(released.Book(TestBooking.At(Noon)).Refusal);
        Assert.All([arrived, released], calendar => Assert.Null(calendar.FindArriving(Open)));
    }

    [Fact]
    public void A_booking_leaves_unchanged_when_its_new_time_was_reserved()
    {
        MoveAway(Given.Events<Calendar>(Made)).ThenEvents(Left);
        var after = Given.Events<Calendar>(Made, Left);
        Assert.Equal((Move, false), (after.Find(Made.BookingId)!.MovedBy, after.Find(Made.BookingId)!.IsHere));
        Assert.Empty(after.BookingSpans);
        Assert.Null(after.Book(TestBooking.At(Ten)).Refusal);
    }

    [Fact]
    public void A_booking_changed_meanwhile_stays()
    {
        IDomainEvent[][] changes =
        [
            [new BookingHandedOver(Made.BookingId, null, new(Guid.CreateVersion7()), null)],
            [Left with { MoveId = new(Guid.CreateVersion7()) }], [new BookingCancelled(Made.BookingId, null, IsOverride: false)],
            [new BookingRescheduled(Made.BookingId, null, At(Noon + Duration.FromHours(1)), IsOverride: false)], [new NoShowRecorded(Made.BookingId, null)],
        ];
        MoveAway(Given.Events<Calendar>()).ThenRefused("booking_changed");
        Assert.All(changes, change => MoveAway(Given.Events<Calendar>([Made, .. change])).ThenRefused("booking_changed"));
        MoveAway(Given.Events<Calendar>(Made with { IsPending = true })).ThenRefused("booking_changed");
        MoveAway(Given.Events<Calendar>(Made with { IsPending = true }, new BookingApproved(Made.BookingId, null))).ThenEvents(Left);
    }

    [Fact]
    public void A_booking_that_left_and_returned_meanwhile_stays()
    {
        var back = Reserved with { MoveId = new(Guid.CreateVersion7()), From = new("other"), Time = At(Ten) };
        MoveAway(Given.Events<Calendar>(Made, Left with { MoveId = new(Guid.CreateVersion7()) }, back)).ThenRefused("booking_changed");
        var arrived = Given.Events<Calendar>(
            Made, Left with { MoveId = new(Guid.CreateVersion7()) }, back, new BookingMovedIn(Made.BookingId, back.MoveId, BookingStatus.Confirmed));
        MoveAway(arrived).ThenRefused("booking_changed");
        BookingTransfer.MoveAway(arrived, Reserved with { Leaving = back.MoveId }, arrived.Find(Made.BookingId)!, DefaultCatalogue.Resource)
            .ThenEvents(Left with { Arrival = back.MoveId, Previous = new EarlierTime(At(Ten).Start, At(Ten).End, At(Ten).TimeZone) });
    }

    [Fact]
    public void A_withdrawn_transfer_changes_nothing() =>
        Assert.Equal([Made.BookingId], Given.Events<Calendar>(Made, new MoveWithdrawn(Move, Made.BookingId)).BookingSpans.Select(b => b.Id));

    [Fact]
    public void A_cancelled_return_keeps_the_bookings_location()
    {
        var back = Reserved with { MoveId = new(Guid.CreateVersion7()), From = DefaultCatalogue.Resource };
        var calendar = Given.Events<Calendar>(Made, Left, back, new MoveReleased(Made.BookingId, back.MoveId));
        Assert.Equal(Move, calendar.Find(Made.BookingId)!.MovedBy);
    }

    private static Transfer Open => new(Move, Made.BookingId, DefaultCatalogue.Resource);

    private static Decision MoveAway(Calendar calendar) => BookingTransfer.MoveAway(calendar, Reserved, Known, DefaultCatalogue.Resource);

    private static Decision Reserve(Calendar calendar, Service? service = null, bool isOverride = false)
    {
        var offered = service ?? DefaultCatalogue.InitialService;
        var placed = new ResourceAtLocation(DefaultCatalogue.InitialResource, DefaultCatalogue.InitialLocation, calendar);
        var query = new SlotQuery(offered, Ten - Duration.FromDays(1), 1, Made.BookingId.Value);
        return BookingTransfer.Reserve(calendar, Reserved, new SlotCandidate(query, placed, Noon, isOverride));
    }

    private static BookedInterval At(Instant start) => BookedInterval.From(start, Duration.FromMinutes(30), DefaultCatalogue.InitialLocation);
}
