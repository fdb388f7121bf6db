using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Hours;
using BookingEngine.Slots;
using BookingEngine.Slots.Occupied;
using BookingEngine.Times;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Tests.Availability;

/// <summary>Builds resources, services and occupied slots in few words.</summary>
internal static class Given
{
    public static readonly ServiceId Massage = new("massage");
    public static readonly ResourceId Room = new("room");

    /// <summary>An instant before every date of these tests.</summary>
    public static readonly Instant LongBefore = Instant.FromUtc(2000, 1, 1, 0, 0);

    private static readonly InstantPattern Written = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm'Z'");

    public static Instant At(string text) => Written.Parse(text).Value;

    public static string Text(this Instant instant) => Written.Format(instant);

    public static HoursInterval Interval(string text) =>
        text.Split('-') is [var start, var end] ? new(TimeOfDay.TryParse(start)!.Value, TimeOfDay.TryParse(end)!.Value) : throw new FormatException(text);

    public static OpeningHours Never { get; } = Weekly(_ => []);

    public static OpeningHours Daily(params string[] intervals) => Weekly(_ => intervals);

    public static OpeningHours On(IsoDayOfWeek day, params string[] intervals) => Weekly(d => d == day ? intervals : []);

    public static OpeningHours Weekly(Func<IsoDayOfWeek, string[]> intervals) =>
        new([.. Enumerable.Range(1, 7).Select(day => intervals((IsoDayOfWeek)day).Select(Interval).ToImmutableArray())], []);

    public static OpeningHours But(this OpeningHours hours, string date, params string[] intervals) => hours with
    {
        Overrides = hours.Overrides.Add(new(LocalDatePattern.Iso.Parse(date).Value, [.. intervals.Select(Interval)])),
    };

    /// <param name="durationAndGrid">In minutes, such as <c>60/30</c>.</param>
    public static Service Service(string durationAndGrid, int before = 0, int after = 0, int capacity = 1)
    {
        var minutes = durationAndGrid.Split('/').Select(text => Duration.FromMinutes(long.Parse(text, null))).ToArray();
        return new(
            Massage, "Massage", null, minutes[0], Duration.FromMinutes(before), Duration.FromMinutes(after), minutes[1], Duration.Zero, null,
            capacity, [Room], Assignment.FirstAvailable, null, null, false, true, new(null, null), null, [], true);
    }

    public static ResourceOccupancy Calendar(string zone, OpeningHours hours, params OccupiedSlot[] taken) => new(
        new(Room, "Room", "room", new("here"), 1, hours, [], true), ZoneData.TryFind(zone)!, Occupancy.Of(taken));

    public static ResourceOccupancy WithCapacity(this ResourceOccupancy calendar, int capacity) =>
        calendar with { Resource = calendar.Resource with { Capacity = capacity } };

    public static OccupiedSlot Booking(string from, string to, int before = 0, int after = 0) => new(
        Guid.CreateVersion7(), OccupiedBy.Booking, Massage, At(from), At(to), Duration.FromMinutes(before), Duration.FromMinutes(after), 1, false, true, null);

    public static OccupiedSlot Seats(string from, string to, int quantity) => Booking(from, to) with { Shared = true, Quantity = quantity };

    public static OccupiedSlot Hold(string from, string to, string expires)
    {
        var b = Booking(from, to);
        return new(b.Id, OccupiedBy.Hold, b.ServiceId, b.Start, b.End, b.BufferBefore, b.BufferAfter, 1, false, true, At(expires));
    }

    public static string[] Starts(this ResourceOccupancy calendar, Service service, string from, string to) =>
        calendar.Starts(new SlotQuery(service, LongBefore), from, to);

    /// <summary>The offered starts. Asserts that the check agrees with the search.</summary>
    public static string[] Starts(this ResourceOccupancy calendar, SlotQuery terms, string from, string to)
    {
        var offers = SlotSearch.Offers(terms, [calendar], At(from), At(to));
        Assert.All(offers, slot => Assert.Null(SlotCheck.UnavailabilityAt(slot.Start, terms, calendar)));
        return [.. offers.Select(slot => slot.Start.Text())];
    }

    public static DateTimeZone ZoneOn(this ResourceOccupancy calendar, LocalDate date) => calendar.Zones.On(date).Zone;

    /// <summary>The starts on one local date.</summary>
    public static string[] StartsOn(this ResourceOccupancy calendar, Service service, string date)
    {
        var day = LocalDatePattern.Iso.Parse(date).Value;
        var (from, to) = (LocalTimes.StartOf(day, calendar.ZoneOn(day)), LocalTimes.StartOf(day.PlusDays(1), calendar.ZoneOn(day)));
        return calendar.Starts(service, from.Text(), to.Text());
    }

    public static Unavailability? UnavailabilityAt(this ResourceOccupancy calendar, string start, Service service) =>
        SlotCheck.UnavailabilityAt(At(start), new(service, LongBefore), calendar);
}
