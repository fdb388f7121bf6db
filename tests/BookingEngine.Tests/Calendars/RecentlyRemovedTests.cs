using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Slots.Occupied;
using BookingEngine.Tests.Bookings;
using NodaTime;

namespace BookingEngine.Tests.Calendars;

public sealed class RecentlyRemovedTests
{
    private static readonly Instant Noon = Instant.FromUtc(2031, 6, 2, 12, 0);

    [Fact]
    public void A_removed_booking_is_remembered_for_a_day()
    {
        var removed = RecentlyRemoved.None.Add(Removed(Guid.CreateVersion7(), Noon));
        Assert.Single(removed.Forget(Noon + Duration.FromDays(1)).All);
        Assert.Empty(removed.Forget(Noon + Duration.FromDays(1) + Duration.FromTicks(1)).All);
    }

    [Fact]
    public void A_booking_removed_twice_keeps_its_last_removal()
    {
        var (id, first) = (Guid.CreateVersion7(), new MoveId(Guid.CreateVersion7()));
        var (moved, cancelled) = (Removed(id, Noon) with { MovedBy = first }, Removed(id, Noon + Duration.FromHours(1)));
        var removed = RecentlyRemoved.None.Add(moved).Add(cancelled);
        Assert.Equal(cancelled, removed.Find(id));
        Assert.Equal([cancelled], removed.All);
        Assert.Equal([cancelled], removed.Forget(Noon + Duration.FromDays(1) + Duration.FromTicks(1)).All);
        Assert.Null(removed.Forget(Noon + Duration.FromDays(2)).Find(id));
    }

    [Fact]
    public void Removed_bookings_are_listed_in_order_of_removal()
    {
        RemovedBooking[] bookings = [.. Enumerable.Range(0, 3).Select(hour => Removed(Guid.CreateVersion7(), Noon + Duration.FromHours(hour)))];
        var removed = bookings.Aggregate(RecentlyRemoved.None, (all, booking) => all.Add(booking));
        Assert.Equal(bookings, removed.All);
        Assert.Equal(bookings[1..], removed.Forget(Noon + Duration.FromDays(1) + Duration.FromMinutes(1)).All);
    }

    [Fact]
    public void An_unknown_booking_is_not_found() => Assert.Null(RecentlyRemoved.None.Find(Guid.CreateVersion7()));

    private static RemovedBooking Removed(Guid id, Instant at)
    {
        var made = TestBooking.At(Noon + Duration.FromDays(30), Duration.FromMinutes(30), id);
        return new(new OccupiedSlot(id, OccupiedBy.Booking, made.ServiceId, made.Start, made.End, Duration.Zero, Duration.Zero, 1, false, true, null), null, at);
    }
}
