using BookingEngine.Slots;
using BookingEngine.Slots.Occupied;
using NodaTime;
using static BookingEngine.Tests.Availability.Given;

namespace BookingEngine.Tests.Availability;

/// <summary>Edge cases 21 to 24, and similar ones.</summary>
public sealed class RoomTests
{
    private static readonly BookingEngine.Hours.OpeningHours AllDay = Daily("00:00-24:00");

    [Fact]
    public void Case_21_a_hold_blocks_others_until_the_instant_it_expires()
    {
        var calendar = Calendar("UTC", AllDay, Hold("2026-06-01T10:00Z", "2026-06-01T11:00Z", expires: "2026-05-31T12:00Z"));
        var expiry = At("2026-05-31T12:00Z");
        Assert.Equal(Unavailability.Held, UnavailabilityOf(expiry - Duration.FromTicks(1)));
        Assert.Null(UnavailabilityOf(expiry));

        Unavailability? UnavailabilityOf(Instant now) => SlotCheck.UnavailabilityAt(At("2026-06-01T10:30Z"), new(Service("60/30"), now), calendar);
    }

    [Fact]
    public void Case_22_capacity_counts_simultaneous_sessions_not_overlaps()
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
    public void Case_24_a_moved_booking_does_not_block_itself()
    {
        var booking = Booking("2026-06-01T10:00Z", "2026-06-01T11:00Z");
        var calendar = Calendar("UTC", AllDay, booking);
        Assert.Equal(Unavailability.Taken, calendar.UnavailabilityAt("2026-06-01T10:30Z", Service("60/30")));
        Assert.Null(SlotCheck.UnavailabilityAt(At("2026-06-01T10:30Z"), new(Service("60/30"), LongBefore, Ignored: booking.Id), calendar));
    }

    [Fact]
    public void A_pending_booking_blocks_time_only_when_its_service_says_so()
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
    public void A_group_session_accepts_bookings_while_it_has_seats(int quantity, Unavailability? expected)
    {
        var calendar = Calendar("UTC", AllDay, Seats("2026-06-01T10:00Z", "2026-06-01T11:00Z", 2), Seats("2026-06-01T10:00Z", "2026-06-01T11:00Z", 1));
        var terms = new SlotQuery(Service("60/30", capacity: 5), LongBefore, quantity);
        Assert.Equal(expected, SlotCheck.UnavailabilityAt(At("2026-06-01T10:00Z"), terms, calendar));
    }

    [Fact]
    public void Places_left_are_free_seats_or_free_sessions()
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
    public void A_full_group_session_blocks_overlapping_starts()
    {
        var calendar = Calendar("UTC", AllDay, Seats("2026-06-01T10:00Z", "2026-06-01T11:00Z", 5));
        Assert.Equal(Unavailability.Taken, calendar.UnavailabilityAt("2026-06-01T10:00Z", Service("60/30", capacity: 5)));
        Assert.Equal(Unavailability.Taken, calendar.UnavailabilityAt("2026-06-01T10:30Z", Service("60/30", capacity: 5)));
        Assert.Null(calendar.UnavailabilityAt("2026-06-01T11:00Z", Service("60/30", capacity: 5)));
    }

    [Fact]
    public void Joining_a_session_with_longer_buffers_needs_the_additional_time()
    {
        var session = Seats("2026-06-01T10:00Z", "2026-06-01T11:00Z", 1);
        var wider = Service("60/30", after: 15, capacity: 5);
        Assert.Null(Calendar("UTC", AllDay, session).UnavailabilityAt("2026-06-01T10:00Z", wider));
        var next = Booking("2026-06-01T11:00Z", "2026-06-01T12:00Z");
        Assert.Equal(Unavailability.Taken, Calendar("UTC", AllDay, session, next).UnavailabilityAt("2026-06-01T10:00Z", wider));
        Assert.Null(Calendar("UTC", AllDay, session, next).UnavailabilityAt("2026-06-01T10:00Z", Service("60/30", capacity: 5)));
    }

    [Fact]
    public void A_session_filled_by_holds_is_held()
    {
        var hold = Hold("2026-06-01T10:00Z", "2026-06-01T11:00Z", "2026-05-31T12:00Z") with { Shared = true, Quantity = 4 };
        var calendar = Calendar("UTC", AllDay, Seats("2026-06-01T10:00Z", "2026-06-01T11:00Z", 1), hold);
        Assert.Equal(Unavailability.Held, calendar.UnavailabilityAt("2026-06-01T10:00Z", Service("60/60", capacity: 5)));
        Assert.Null(SlotCheck.UnavailabilityAt(At("2026-06-01T10:00Z"), new(Service("60/60", capacity: 5), LongBefore, 4, hold.Id), calendar));
    }
}
