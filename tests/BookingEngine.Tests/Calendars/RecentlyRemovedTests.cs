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
        var gone = RecentlyRemoved.None.Add(Left(Guid.CreateVersion7(), Noon));
        Assert.Single(gone.Forget(Noon + Duration.FromDays(1)).All);
        Assert.Empty(gone.Forget(Noon + Duration.FromDays(1) + Duration.FromTicks(1)).All);
    }

    [Fact]
    public void A_booking_removed_twice_keeps_its_last_removal()
    {
        var (id, first) = (Guid.CreateVersion7(), new MoveId(Guid.CreateVersion7()));
        var (moved, cancelled) = (Left(id, Noon) with { MovedBy = first }, Left(id, Noon + Duration.FromHours(1)));
        var gone = RecentlyRemoved.None.Add(moved).Add(cancelled);
        Assert.Equal(cancelled, gone.Find(id));
        Assert.Equal([cancelled], gone.All);
        Assert.Equal([cancelled], gone.Forget(Noon + Duration.FromDays(1) + Duration.FromTicks(1)).All);
        Assert.Null(gone.Forget(Noon + Duration.FromDays(2)).Find(id));
    }

    [Fact]
    public void Removed_bookings_are_listed_in_order_of_removal()
    {
        RemovedBooking[] left = [.. Enumerable.Range(0, 3).Select(hour => Left(Guid.CreateVersion7(), Noon + Duration.FromHours(hour)))];
        var gone = left.Aggregate(RecentlyRemoved.None, (all, departure) => all.Add(departure));
        Assert.Equal(left, gone.All);
        Assert.Equal(left[1..], gone.Forget(Noon + Duration.FromDays(1) + Duration.FromMinutes(1)).All);
    }

    [Fact]
    public void An_unknown_booking_is_not_found() => Assert.Null(RecentlyRemoved.None.Find(Guid.CreateVersion7()));

    private static RemovedBooking Left(Guid id, Instant at)
    {
        var made = TestBooking.At(Noon + Duration.FromDays(30), Duration.FromMinutes(30), id);
        return new(new OccupiedSlot(id, OccupiedBy.Booking, made.ServiceId, made.Start, made.End, Duration.Zero, Duration.Zero, 1, false, true, null), null, at);
    }
}
