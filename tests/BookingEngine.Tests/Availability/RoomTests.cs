using BookingEngine.Slots;
using BookingEngine.Slots.Occupied;
using NodaTime;
using static BookingEngine.Tests.Availability.Given;

namespace BookingEngine.Tests.Availability;

/// <summary>Edge cases 21 to 24 by number, and more of their kind.</summary>
public sealed class RoomTests
{
    private static readonly BookingEngine.Hours.OpeningHours AllDay = Daily("00:00-24:00");

    [Fact]
    public void Case_21_a_hold_bars_others_until_the_very_instant_it_expires()
    {
        var calendar = Calendar("UTC", AllDay, Hold("2026-06-01T10:00Z", "2026-06-01T11:00Z", expires: "2026-05-31T12:00Z"));
        var expiry = At("2026-05-31T12:00Z");
        Assert.Equal(Unavailability.Held, UnavailabilityOf(expiry - Duration.FromTicks(1)));
        Assert.Null(UnavailabilityOf(expiry));

        Unavailability? UnavailabilityOf(Instant now) => SlotCheck.UnavailabilityAt(At("2026-06-01T10:30Z"), new(Service("60/30"), now), calendar);
    }

    [Fact]
    public void Case_22_capacity_counts_sessions_at_once_and_not_overlaps()
    {
        var after = Calendar("UTC", AllDay, Booking("2026-06-01T10:00Z", "2026-06-01T11:00Z"), Booking("2026-06-01T11:00Z", "2026-06-01T12:00Z"));
        Assert.Null(after.WithCapacity(2).UnavailabilityAt("2026-06-01T10:00Z", Service("120/60")));
        var atOnce = Calendar("UTC", AllDay, Booking("2026-06-01T10:00Z", "2026-06-01T11:00Z"), Booking("2026-06-01T10:30Z", "2026-06-01T11:30Z"));
        Assert.Equal(Unavailability.Taken, atOnce.WithCapacity(2).UnavailabilityAt("2026-06-01T10:00Z", Service("120/60")));
    }

    [Theory]
    [InlineData(0, "2026-06-01T11:15Z")]
    [InlineData(10, "2026-06-01T11:25Z")]
    public void Case_23_both_buffers_count(int before, string next)
    {
        var calendar = Calendar("UTC", AllDay, Booking("2026-06-01T10:00Z", "2026-06-01T11:00Z", before, after: 15));
        Assert.Equal(next, calendar.Starts(Service("60/5", before, after: 15), "2026-06-01T10:00Z", "2026-06-01T12:00Z")[0]);
    }

    [Fact]
    public void Case_24_a_booking_that_moves_is_not_in_its_own_way()
    {
        var booking = Booking("2026-06-01T10:00Z", "2026-06-01T11:00Z");
        var calendar = Calendar("UTC", AllDay, booking);
        Assert.Equal(Unavailability.Taken, calendar.UnavailabilityAt("2026-06-01T10:30Z", Service("60/30")));
        Assert.Null(SlotCheck.UnavailabilityAt(At("2026-06-01T10:30Z"), new(Service("60/30"), LongBefore, Ignored: booking.Id), calendar));
    }

    [Fact]
    public void A_pending_booking_takes_its_time_only_where_it_blocks()
    {
        var pending = Booking("2026-06-01T10:00Z", "2026-06-01T11:00Z") with { By = OccupiedBy.Pending };
        Assert.Equal(Unavailability.Taken, Calendar("UTC", AllDay, pending).UnavailabilityAt("2026-06-01T10:00Z", Service("60/60")));
        Assert.Null(Calendar("UTC", AllDay, pending with { Blocks = false }).UnavailabilityAt("2026-06-01T10:00Z", Service("60/60")));
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, null)]
    [InlineData(3, Unavailability.NotEnoughPlaces)]
    [InlineData(6, Unavailability.QuantityOutOfRange)]
    [InlineData(0, Unavailability.QuantityOutOfRange)]
    public void A_group_session_takes_bookings_until_its_seats_are_gone(int quantity, Unavailability? expected)
    {
        var calendar = Calendar("UTC", AllDay, Seats("2026-06-01T10:00Z", "2026-06-01T11:00Z", 2), Seats("2026-06-01T10:00Z", "2026-06-01T11:00Z", 1));
        var terms = new SlotQuery(Service("60/30", capacity: 5), LongBefore, quantity);
        Assert.Equal(expected, SlotCheck.UnavailabilityAt(At("2026-06-01T10:00Z"), terms, calendar));
    }

    [Fact]
    public void Places_left_are_the_seats_of_the_session_or_the_sessions_that_still_fit()
    {
        var group = Calendar("UTC", AllDay, Seats("2026-06-01T10:00Z", "2026-06-01T11:00Z", 3));
        Assert.Equal([("2026-06-01T10:00Z", 2), ("2026-06-01T11:00Z", 5)], Places(group, Service("60/30", capacity: 5)));
        var chairs = Calendar("UTC", AllDay, Booking("2026-06-01T10:00Z", "2026-06-01T11:00Z")).WithCapacity(3);
        Assert.Equal([("2026-06-01T10:00Z", 2), ("2026-06-01T11:00Z", 3)], Places(chairs, Service("60/60")));

        static IEnumerable<(string, int)> Places(ResourceOccupancy calendar, BookingEngine.Catalogue.Service service) => SlotSearch
            .Offers(new(service, LongBefore), [calendar], At("2026-06-01T10:00Z"), At("2026-06-01T11:30Z"))
            .Select(slot => (slot.Start.Text(), slot.PlacesLeft));
    }

    [Fact]
    public void A_group_session_that_is_full_bars_what_overlaps_and_takes_no_more()
    {
        var calendar = Calendar("UTC", AllDay, Seats("2026-06-01T10:00Z", "2026-06-01T11:00Z", 5));
        Assert.Equal(Unavailability.Taken, calendar.UnavailabilityAt("2026-06-01T10:00Z", Service("60/30", capacity: 5)));
        Assert.Equal(Unavailability.Taken, calendar.UnavailabilityAt("2026-06-01T10:30Z", Service("60/30", capacity: 5)));
        Assert.Null(calendar.UnavailabilityAt("2026-06-01T11:00Z", Service("60/30", capacity: 5)));
    }

    [Fact]
    public void Joining_a_session_with_wider_times_needs_room_for_what_it_grows_by()
    {
        var session = Seats("2026-06-01T10:00Z", "2026-06-01T11:00Z", 1);
        var wider = Service("60/30", after: 15, capacity: 5);
        Assert.Null(Calendar("UTC", AllDay, session).UnavailabilityAt("2026-06-01T10:00Z", wider));
        var next = Booking("2026-06-01T11:00Z", "2026-06-01T12:00Z");
        Assert.Equal(Unavailability.Taken, Calendar("UTC", AllDay, session, next).UnavailabilityAt("2026-06-01T10:00Z", wider));
        Assert.Null(Calendar("UTC", AllDay, session, next).UnavailabilityAt("2026-06-01T10:00Z", Service("60/30", capacity: 5)));
    }

    [Fact]
    public void A_session_that_only_holds_fill_is_held()
    {
        var hold = Hold("2026-06-01T10:00Z", "2026-06-01T11:00Z", "2026-05-31T12:00Z") with { Shared = true, Quantity = 4 };
        var calendar = Calendar("UTC", AllDay, Seats("2026-06-01T10:00Z", "2026-06-01T11:00Z", 1), hold);
        Assert.Equal(Unavailability.Held, calendar.UnavailabilityAt("2026-06-01T10:00Z", Service("60/60", capacity: 5)));
        Assert.Null(SlotCheck.UnavailabilityAt(At("2026-06-01T10:00Z"), new(Service("60/60", capacity: 5), LongBefore, 4, hold.Id), calendar));
    }
}
